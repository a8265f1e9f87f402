"""Throughput and memory of ingesting full texts, one table in one run.

    .venv/bin/python bench/ingestion.py [--documents 1000] [--many 10000] [--jobs 2]

Each document is a plan of about 20 kB of UTF-8 with some 23 citations and other words in every
sentence. What is cited are 3,000 instruments, each with its one day and title, few of them cited
often and most seldom, as in an archive (``most_cited.csv`` falls like one over the rank). The same
texts as .docx. A run is what ``viendan ingest FOLDER`` does: read, find and resolve
citations, journal with its batches on the disk, sort, put in place. Documents per second of each
process that reads, by the clock, and per second of CPU of all processes together, which other work
on the machine disturbs less.

Memory: the most that the process of the run and any reading process have held, for as many
documents and for ten times as many.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import platform
import random
import sys
import tempfile
import time
import zipfile
from datetime import date
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from peak import peak_mb  # noqa: E402

from ingest.pipeline import How, Place, ingest  # noqa: E402 - the checkout comes first
from ingest.sources.taken import About  # noqa: E402

CHARACTERS = 15_500  # 20 kB of UTF-8
_TYPES = (
    ("Nghị định", "{n}/{y}/NĐ-CP", "Chính phủ"),
    ("Quyết định", "{n}/{y}/QĐ-TTg", "Thủ tướng Chính phủ"),
    ("Thông tư", "{n}/{y}/TT-BNV", "Bộ Nội vụ"),
    ("Quyết định", "{n}/QĐ-UBND", "Ủy ban nhân dân tỉnh Lạng Sơn"),
    ("Nghị quyết", "{n}/NQ-CP", "Chính phủ"),
)
_WORDS = (
    "cơ quan đơn vị tổ chức cá nhân thực hiện kiểm tra báo cáo tổng hợp nhiệm vụ giải pháp thủ "
    "tục hành chính công chức viên chức dịch vụ hồ sơ giải quyết nâng cao chất lượng hiệu quả "
    "quản lý nhà nước ứng dụng công nghệ thông tin cải cách thể chế tài chính ngân sách đầu tư"
).split()


def document(number: int) -> str:
    """Return an invented text of about 20 kB; the same number gives the same text."""
    chance = random.Random(number)
    lines = [
        "ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN",
        f"Số: {number + 1}/KH-UBND",
        f"Lạng Sơn, ngày {number % 28 + 1:02} tháng 8 năm 2025\n\nKẾ HOẠCH",
        f"{' '.join(chance.choices(_WORDS, k=12)).capitalize()}\n",
        *(f"Căn cứ {_cited(chance)};" for _ in range(8)),
    ]
    size = sum(map(len, lines))
    article = 0
    while size < CHARACTERS:
        article += 1
        words = " ".join(chance.choices(_WORDS, k=chance.randint(60, 140)))
        cited = f" theo quy định tại Điều {article} {_cited(chance)}" if article % 2 else ""
        lines.append(f"{article}. {words.capitalize()}{cited}.")
        size += len(lines[-1])
    return "\n".join(lines)


def _cited(chance: random.Random) -> str:
    """Return a citation; the first of the 3,000 is cited most."""
    return _instrument(min(int(chance.paretovariate(0.5)), 3_000))


@cache
def _instrument(rank: int) -> str:
    chance = random.Random(-rank)
    type_, number, issuer = chance.choice(_TYPES)
    year = chance.randint(2005, 2024)
    day = date(year, chance.randint(1, 12), chance.randint(1, 28))
    named = number.format(n=chance.randint(1, 180), y=year)
    title = " ".join(chance.choices(_WORDS, k=8))
    return f"{type_} số {named} ngày {day:%d/%m/%Y} của {issuer} về {title}"


_SPACES = "http://schemas.openxmlformats.org"
_OF_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_SPACES}/package/2006/content-types">'
    f'<Override PartName="/word/document.xml" ContentType="{_OF_WORD}"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_SPACES}/package/2006/relationships"><Relationship '
    f'Id="r1" Type="{_SPACES}/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>',
}


def write(path: Path, text: str) -> None:
    """Write a text as its name's suffix says."""
    if path.suffix != ".docx":
        path.write_text(text, encoding="utf-8")
        return
    body = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
        for line in text.split("\n")
    )
    space = f"{_SPACES}/wordprocessingml/2006/main"
    parts = {
        **_PARTS,
        "word/document.xml": f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)


class Measured(NamedTuple):
    """One run."""

    documents: int
    seconds: float
    cpu: float
    parent_mb: float
    worker_mb: float


def measure(folder: Path, documents: int, jobs: int) -> Measured:
    """Ingest a folder in a process of its own; its memory must not be that of an earlier run."""
    context = multiprocessing.get_context("spawn")
    results, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(theirs, folder, jobs))
    process.start()
    theirs.close()
    seconds, cpu, taken, parent, worker = results.recv()
    process.join()
    assert taken == documents, (taken, documents)
    return Measured(documents, seconds, cpu, parent, worker)


def _run(results: Connection, folder: Path, jobs: int) -> None:
    most = 0.0

    def watch(done: int, total: int) -> None:
        nonlocal most
        del done, total
        for child in multiprocessing.active_children():
            most = max(most, peak_mb(str(child.pid)))

    with tempfile.TemporaryDirectory() as user:
        place = Place(Path(user))
        place.open_store()
        began, cpu = time.perf_counter(), _cpu()
        summary = ingest([folder], place, About(date(2026, 1, 1)), How(jobs=jobs, progress=watch))
        seconds = time.perf_counter() - began
        taken = sum(summary.counts.values())
        results.send((seconds, _cpu() - cpu, taken, peak_mb(), most))


def _cpu() -> float:
    """Return the seconds of CPU of this process and of those it has waited for."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--many", type=int, default=0, help="also so many texts, for memory")
    parser.add_argument("--jobs", type=int, default=1)
    given = parser.parse_args()
    print(
        f"{platform.machine()}, Python {platform.python_version()}, {given.jobs} process(es) read"
    )
    print(
        "inputs            documents  seconds  per s, process  per CPU s  MB of the run  a reader"
    )
    texts, packages = (".txt", given.documents), (".docx", given.documents)
    for suffix, count in (texts, packages, (".txt", given.many)):
        if not count:
            continue
        with tempfile.TemporaryDirectory() as name:
            for n in range(count):
                write(Path(name) / f"kế hoạch {n:06}{suffix}", document(n))
            m = measure(Path(name), count, given.jobs)
        speed = m.documents / m.seconds / given.jobs
        print(
            f"{suffix + ' of 20 kB':<16}{m.documents:>11,}{m.seconds:>9.1f}{speed:>16.0f}"
            f"{m.documents / m.cpu:>11.0f}{m.parent_mb:>15.0f}{m.worker_mb:>10.0f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
