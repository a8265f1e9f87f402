"""What a full text says of itself and of others: particulars, relations, evidence."""

from ingest.full_text.read import read_full_text
from ingest.full_text.statement import FullText, Named, Particulars, Statement, ThirdParty

__all__ = ["FullText", "Named", "Particulars", "Statement", "ThirdParty", "read_full_text"]
