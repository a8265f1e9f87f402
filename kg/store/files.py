"""Names of the files that hold records."""

INSTRUMENTS = "instruments.jsonl"
RELATIONS = "relations.jsonl"
MANIFEST = "manifest.csv"
FILES = (INSTRUMENTS, RELATIONS, MANIFEST)
