"""Taking archives into the graph: resumable, twice as once, with every input accounted for."""

from ingest.pipeline.run import Place, Summary, ingest, rehearse
from ingest.pipeline.taking import How

__all__ = ["How", "Place", "Summary", "ingest", "rehearse"]
