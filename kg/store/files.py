"""Names of the files that hold records, and the folders of a user's that hold such files."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

INSTRUMENTS = "instruments.jsonl"
RELATIONS = "relations.jsonl"
ATTESTATIONS = "attestations.jsonl"
MANIFEST = "manifest.csv"
FILES = (INSTRUMENTS, RELATIONS, ATTESTATIONS, MANIFEST)
INGESTED = "ingested"


def segments(user_dir: Path) -> list[Path]:
    """Return the finished segments of a user's folder, by name; see ``kg.store.segments``."""
    with suppress(FileNotFoundError, NotADirectoryError):
        folders = (user_dir / INGESTED).iterdir()
        return sorted(f for f in folders if "." not in f.name and (f / INSTRUMENTS).is_file())
    return []
