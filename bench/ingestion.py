"""Throughput and memory of ingesting full texts, one table in one run.

    .venv/bin/python bench/ingestion.py [--documents 1000] [--many 10000] [--jobs 2]

Invented texts: each is a plan of about 20 kB of UTF-8 with some 26 citations and other words in
every sentence. The 55 longer texts of ``../shared`` have 18 in 20 kB (median; a quarter of them
more than 37), the pieces of them below 26. What is cited are 3,000 instruments, each with its one
day and title, few of them cited often and most seldom, as in an archive (``most_cited.csv`` falls
like one over the rank). The same texts as .docx.

Real texts, where ``../shared`` is there: pieces of 20 kB of its texts, each with a head, its
numbers and one word in twenty drawn anew, so that none is a copy and no window stands twice.

A run is what ``viendan ingest FOLDER`` does: read, find and resolve citations, journal with its
batches on the disk, sort, put in place. Documents per second of each process that reads, by the
clock, and per second of CPU of all processes together, with their start, which other work on the
machine disturbs less. Below, milliseconds of CPU for each step of reading a text.

Memory: the most that the process of the run and any reading process have held, for as many
documents and for ten times as many.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import os
import platform
import random
import re
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
        *(f"Căn cứ {_cited(chance)};" for _ in range(10)),
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


@cache
def _real() -> tuple[list[str], list[str]]:
    """Return the texts beside the checkout, and their words in small letters."""
    folders = ("corpus/gazette", "relations", "gold", "plans")
    paths = sorted(p for name in folders for p in (SHARED / name).glob("*.txt"))
    texts = [text for p in paths if len(text := p.read_text("utf-8", "replace")) > _REAL_SIZE]
    return texts, [word for text in texts for word in _SMALL_WORD.findall(text)]


SHARED = ROOT.parent / "shared"
_REAL_SIZE, _HEAD = 8_000, 2_500
_SMALL_WORD = re.compile(r"(?<=\s)[^\W\d_A-ZĐ]{2,7}(?=\s)")
_NUMBER = re.compile(r"(?<![\d/.,\-])\d{1,4}(?=/(?:\d{4}/)?[A-ZĐ]{2})")


def real_document(number: int) -> str:
    """Return a real text of about 20 kB with other numbers and some other words."""
    chance = random.Random(number)
    texts, words = _real()
    text = texts[number % len(texts)]
    at = text.find("\n", chance.randint(_HEAD, max(_HEAD, len(text) - CHARACTERS + _HEAD)))
    body = text[:_HEAD] + text[at:]
    while len(body) < CHARACTERS:
        body += text[_HEAD:]
    body = _NUMBER.sub(lambda _: str(chance.randint(1, 999)), body[:CHARACTERS])
    return _SMALL_WORD.sub(lambda m: chance.choice(words) if chance.random() < 0.05 else m[0], body)


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


_SPLIT, _WARM = 220, 20


def steps(paths: list[Path]) -> dict[str, float]:
    """Return the milliseconds of CPU of each step for a text, after the first few."""
    # Imported here: the process of a run has no more in memory than `viendan ingest` has.
    from cite.find import find_citations
    from ingest.copies import signature
    from ingest.pipeline.journal import lines_of
    from ingest.readers.documents import documents
    from ingest.sources.folder import records_of_text
    from kg.document import Document

    spent: dict[str, float] = {}
    given = About(date(2026, 1, 1))
    with tempfile.TemporaryDirectory() as user:
        graph = Place(Path(user)).open_store()
        for n, path in enumerate(paths):
            if n == _WARM:
                spent.clear()
            clock = _Clock(spent)
            data = path.read_bytes()
            digest = hashlib.sha256(data).hexdigest()
            (read,) = documents(path, data)
            clock.lap("read")
            assert isinstance(read, Document), read
            find_citations(read.text)
            clock.lap("citations")
            records = records_of_text(read, digest, graph, given)
            # Its citations are found again, out of the memory of windows just read.
            clock.lap("records")
            lines_of(records)
            clock.lap("lines")
            str(signature(read.text))
            clock.lap("signature")
    return {step: seconds * 1000 / (len(paths) - _WARM) for step, seconds in spent.items()}


class _Clock:
    def __init__(self, spent: dict[str, float]) -> None:
        self._spent, self._since = spent, time.process_time()

    def lap(self, step: str) -> None:
        """Add what has been spent since the last call to a step."""
        now = time.process_time()
        self._spent[step] = self._spent.get(step, 0.0) + now - self._since
        self._since = now


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
    runs = [(".txt", document, given.documents), (".docx", document, given.documents)]
    if SHARED.is_dir():
        runs += [(suffix, real_document, count) for suffix, _, count in runs]
    split: dict[str, dict[str, float]] = {}
    for suffix, text_of, count in (*runs, (".txt", document, given.many)):
        if not count:
            continue
        name = f"{'real ' if text_of is real_document else ''}{suffix}"
        with tempfile.TemporaryDirectory() as folder:
            for n in range(count):
                write(Path(folder) / f"kế hoạch {n:06}{suffix}", text_of(n))
            m = measure(Path(folder), count, given.jobs)
            if name not in split:
                split[name] = steps(sorted(Path(folder).iterdir())[:_SPLIT])
        speed = m.documents / m.seconds / given.jobs
        print(
            f"{name + ' of 20 kB':<19}{m.documents:>8,}{m.seconds:>9.1f}{speed:>16.0f}"
            f"{m.documents / m.cpu:>11.0f}{m.parent_mb:>15.0f}{m.worker_mb:>10.0f}",
            flush=True,
        )
    print("\nms of CPU a text  " + "".join(f"{step:>11}" for step in next(iter(split.values()))))
    for name, spent in split.items():
        print(f"{name:<18}" + "".join(f"{ms:>11.2f}" for ms in spent.values()))


if __name__ == "__main__":
    main()
