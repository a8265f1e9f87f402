"""The tables of a compiled graph, and how its file is opened.

Identifiers are given in the order of IRIs and of names of kinds, so that the order of rows in the
indexes is the order that the contract promises. Days are proleptic ordinals.

``ANALYZE`` is never run: SQLite 3.40, which Debian 12 ships, answers some range queries wrongly
with its statistics, without a word; the differential tests compare with a plain model.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

FORMAT = 2
"""Raised whenever the tables or what is compiled into them change."""

TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE source (
    id TEXT PRIMARY KEY, place TEXT, read_on INT, method TEXT, official INT, title TEXT,
    licence TEXT, sha256 TEXT) WITHOUT ROWID;
CREATE TABLE name (id INTEGER PRIMARY KEY, text TEXT);
CREATE TABLE kind (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE provenance (id INTEGER PRIMARY KEY, sources TEXT);
CREATE TABLE quote (id INTEGER PRIMARY KEY, text TEXT);
CREATE TABLE alias (old TEXT PRIMARY KEY, instrument INT) WITHOUT ROWID;
CREATE TABLE instrument (
    id INTEGER PRIMARY KEY, iri TEXT, type INT, number TEXT, issuer INT, date INT, title TEXT,
    effective INT, expires INT, kind INT, territory INT, attested INT, provenance INT,
    number_key TEXT, loose_key TEXT, title_key INT, tail INT, year INT, serial INT, agreed INT);
CREATE TABLE relation (
    target INT, kind INT, source INT, n INT, part INT, parts TEXT, valid_from INT, valid_to INT,
    known_from INT, quote INT, provenance INT,
    PRIMARY KEY (target, kind, source, n)) WITHOUT ROWID;
CREATE TABLE attestation (
    instrument INT, field TEXT, value TEXT, source TEXT, n INT,
    PRIMARY KEY (instrument, field, value, source)) WITHOUT ROWID;
CREATE TABLE tail (id INTEGER PRIMARY KEY, text TEXT);
CREATE TABLE tail_part (part TEXT, tail INT, PRIMARY KEY (part, tail)) WITHOUT ROWID;
CREATE TABLE state (instrument INT, day INT, state INT, PRIMARY KEY (instrument, day))
    WITHOUT ROWID;
CREATE VIRTUAL TABLE title_gram USING fts5(
    grams, content='', columnsize=0, detail=none, tokenize="ascii tokenchars '-_'");
"""
INDEXES = (
    "CREATE UNIQUE INDEX instrument_iri ON instrument (iri)",
    "CREATE INDEX instrument_number ON instrument (number_key) WHERE number_key IS NOT NULL",
    "CREATE INDEX instrument_loose ON instrument (loose_key) WHERE loose_key IS NOT NULL",
    "CREATE INDEX instrument_title ON instrument (title_key) WHERE title_key IS NOT NULL",
    "CREATE INDEX instrument_type ON instrument (type)",
    "CREATE INDEX instrument_series ON instrument (tail, year, serial) WHERE tail IS NOT NULL",
    "CREATE INDEX relation_out ON relation (source, kind, target, n)",
)
#: Page cache of a reader; with the two megabytes of SQLite a thousand states take half again.
_READING_KB = 16_000
_BUILDING = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -64000;
PRAGMA temp_store = FILE;
PRAGMA threads = 2;
PRAGMA page_size = 4096;
"""


def create(path: Path) -> sqlite3.Connection:
    """Return a connection to a new, empty graph file."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript(_BUILDING + TABLES)
    return connection


def open_read_only(path: Path) -> sqlite3.Connection:
    """Return a connection that reads a finished file, which nobody changes any more.

    Raises:
        sqlite3.Error: the file is absent or no database.
    """
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=ro&immutable=1",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.execute("PRAGMA query_only = ON")
    connection.execute(f"PRAGMA cache_size = {-_READING_KB}")
    return connection
