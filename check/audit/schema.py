"""Tables of the archive: a SQLite file, each text judged once however many files have it.

``file`` is what lies on the disk, ``text`` a document by its content: digest and suffix of the
file, for the suffix may decide how it is read, and the member inside it. Verdicts hang on texts;
paths are joined when reports are read. ``verdict.asked`` has the ids of the questions that a
verdict rests on, 8 bytes each, see ``check.audit.asked``; ``verdict.run`` is 0 for one that has to
be made anew.
"""

from __future__ import annotations

from typing import Any

from check.audit.record import Cited, Found, Particulars

FORMAT = 1
"""Number of this layout; a file of another one is refused."""


def _columns(record: type[Any]) -> str:
    return ", ".join(f'"{name}"' for name in record._fields)


CITED, FOUND, PARTICULARS = _columns(Cited), _columns(Found), _columns(Particulars)

SCHEMA = f"""
CREATE TABLE run (
  id INTEGER PRIMARY KEY, started TEXT NOT NULL, finished INTEGER NOT NULL, as_of TEXT NOT NULL,
  version TEXT NOT NULL, graph TEXT NOT NULL, rules TEXT NOT NULL, instruments INTEGER NOT NULL,
  relations INTEGER NOT NULL, updated TEXT, judged INTEGER NOT NULL, kept INTEGER NOT NULL,
  read INTEGER NOT NULL);
CREATE TABLE file (
  path TEXT PRIMARY KEY, root TEXT NOT NULL, folder TEXT NOT NULL, size INTEGER NOT NULL,
  mtime INTEGER NOT NULL, digest BLOB, suffix TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX file_digest ON file (digest, suffix, path);
CREATE INDEX file_size ON file (size, suffix);
CREATE TABLE text (
  id INTEGER PRIMARY KEY, digest BLOB NOT NULL, suffix TEXT NOT NULL, member TEXT NOT NULL,
  document BLOB NOT NULL, UNIQUE (digest, suffix, member));
CREATE TABLE unread (
  path TEXT NOT NULL, member TEXT NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL,
  PRIMARY KEY (path, member)) WITHOUT ROWID;
CREATE TABLE verdict (text INTEGER PRIMARY KEY, run INTEGER NOT NULL, asked BLOB, {PARTICULARS});
CREATE TABLE citation (
  text INTEGER NOT NULL, at INTEGER NOT NULL, {CITED}, PRIMARY KEY (text, at)) WITHOUT ROWID;
CREATE INDEX citation_iri ON citation (iri, text);
CREATE TABLE finding (
  text INTEGER NOT NULL, at INTEGER NOT NULL, {FOUND}, PRIMARY KEY (text, at)) WITHOUT ROWID;
CREATE INDEX finding_iri ON finding (iri, text);
CREATE TABLE change (
  run INTEGER NOT NULL, "on" TEXT NOT NULL, text INTEGER NOT NULL, gone INTEGER NOT NULL, {FOUND});
CREATE INDEX change_run ON change (run, text);
CREATE INDEX change_text ON change (text);
CREATE TABLE question (id INTEGER PRIMARY KEY, key TEXT NOT NULL, answer BLOB NOT NULL);
"""
