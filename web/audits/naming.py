"""The names of members in place of those of the files that they were unpacked to."""

from __future__ import annotations

import re
from pathlib import Path

from check.audit.archive import Archive
from check.audit.texts import shown
from web.audits.members import Unpacked


def give_names(archive: Archive, folder: Path, unpacked: Unpacked) -> None:
    """Write the members' own names into an archive, and those that were not unpacked.

    Paths begin with the folder that was packed. So links in the workbook open the documents when
    it lies beside that folder.

    Args:
        archive: an audit of what was unpacked.
        folder: where to.
        unpacked: the names.
    """
    root = shown(unpacked.root)
    rows = [
        (f"{root}/{shown(label)}", root, _first(shown(label)), shown(path))
        for path, label in unpacked.labels.items()
    ]
    left = [
        (f"{root}/{shown(one.label)}", root, _first(shown(one.label)), str(one.reason), one.detail)
        for one in unpacked.refused
    ]
    db = archive.connection
    db.execute("BEGIN IMMEDIATE")
    db.executemany("UPDATE file SET path = ?, root = ?, folder = ? WHERE path = ?", rows)
    db.executemany("UPDATE unread SET path = ? WHERE path = ?", [(r[0], r[3]) for r in rows])
    db.executemany("INSERT INTO file VALUES (?, ?, ?, 0, 0, NULL, '')", [row[:3] for row in left])
    db.executemany(
        "INSERT INTO unread VALUES (?, '', ?, ?)", [(row[0], row[3], row[4]) for row in left]
    )
    _in_words(archive, {path.name: label for path, label in unpacked.labels.items()}, shown(folder))
    db.execute("COMMIT")


def _first(label: str) -> str:
    first, _, rest = label.partition("/")
    return first if rest else ""


def _in_words(archive: Archive, names: dict[str, str], folder: str) -> None:
    """Give names in what readers say, too: some tell the path of the file."""
    # Within JSON the separators of Windows stand doubled.
    there = "|".join(map(re.escape, (folder, folder.replace("\\", "\\\\"))))
    path = re.compile(rf"(?:{there})[\\/]+(\d+(?:\.[a-z0-9]+)?)")
    db = archive.connection
    for table, column in (("unread", "detail"), ("verdict", "unread")):
        query = f"SELECT DISTINCT {column} FROM {table}"  # noqa: S608 - names of columns alone
        for (words,) in db.execute(query).fetchall():
            told = path.sub(lambda found: names.get(found[1], found[1]), words)
            if told != words:
                db.execute(
                    f"UPDATE {table} SET {column} = ? WHERE {column} = ?",  # noqa: S608
                    (told, words),
                )
