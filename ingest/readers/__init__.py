"""Readers: one file format a module, each returning a ``kg.document.Document``."""

from ingest.readers.read import KINDS, MAX_BYTES, read, read_bytes

__all__ = ["KINDS", "MAX_BYTES", "read", "read_bytes"]
