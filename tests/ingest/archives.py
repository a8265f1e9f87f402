"""Archives to ingest, and what a graph says, for the tests of the pipeline."""

from __future__ import annotations

import csv
import subprocess
import sys
from datetime import date
from pathlib import Path

from ingest.pipeline import Place
from ingest.sources.taken import About
from kg.model import Instrument, Source
from kg.store.jsonl import write_manifest, write_records

ROOT = Path(__file__).resolve().parents[2]
READ_ON = date(2090, 1, 2)
ABOUT = About(READ_ON, licence="CC0", title="")

DECREE = Instrument(
    iri="/akn/vn/act/nghi-dinh/chinh-phu/2090-06-09/118-2090-nd-cp",
    type="nghi-dinh",
    number="118/2090/NĐ-CP",
    issuer="Chính phủ",
    date=date(2090, 6, 9),
    title="Thực hiện thủ tục hành chính",
    kind="qppl",
    effective=date(2090, 7, 1),
    sources=dict.fromkeys(("number", "issuer", "date", "title", "effective"), ("shipped",)),
)
TEXT = """ỦY BAN NHÂN DÂN
TỈNH LẠNG SƠN
Số: {number}/KH-UBND
Lạng Sơn, ngày {day:02} tháng 8 năm 2095

KẾ HOẠCH
Cải cách hành chính {topic}

Căn cứ Nghị định số 118/2090/NĐ-CP ngày 09/6/2090 của Chính phủ;
Căn cứ Nghị định số {other}/2094/NĐ-CP ngày 02/3/2094 của Chính phủ về {topic};
Thực hiện Quyết định số 7/2093/QĐ-TTg ngày 15/7/2093 của Thủ tướng Chính phủ.

Giao {topic} cho các sở, ban, ngành trong tỉnh thực hiện trước ngày 31 tháng 12 hằng năm.
"""
_WORDS = (
    "đường thủy đất đai y tế giáo dục du lịch thương mại tư pháp xây dựng lao động nội vụ".split()
)


def plan(n: int) -> str:
    """Return the text of an invented plan; each has other words."""
    words = " ".join(f"{_WORDS[(n * 7 + i * i) % len(_WORDS)]} {n + i}" for i in range(40))
    return TEXT.format(number=n + 1, day=n % 28 + 1, other=n % 5 + 1, topic=f"số {n} {words}")


def archive(folder: Path, count: int) -> Path:
    """Make a folder of texts, one of which is a copy and one broken, beside two tables."""
    (folder / "Kế hoạch năm 2095").mkdir(parents=True)
    for n in range(count):
        where = folder / "Kế hoạch năm 2095" if n % 2 else folder
        (where / f"kế hoạch {n:03}.txt").write_text(plan(n), encoding="utf-8")
    (folder / "sao.txt").write_text(f"SAO Y\n{plan(0)}", encoding="utf-8")
    (folder / "hỏng.pdf").write_bytes(b"%PDF-1.4 broken")
    (folder / "Thumbs.db").write_bytes(b"litter")
    write_table(
        folder / "documents.csv",
        ("number", "type", "date", "effective", "issuer", "title"),
        [
            (f"{n}/2094/NĐ-CP", "Nghị định", "2094-03-02", "2094-05-01", "Chính phủ", f"Việc {n}")
            for n in range(1, 20)
        ],
    )
    write_table(
        folder / "changes.csv",
        ("target_number", "target_article", "action_vi", "source_number", "source_effective"),
        [
            (f"{n // 2 + 1}/2094/NĐ-CP", f"Điều {n}", "có nội dung được sửa đổi, bị bãi bỏ",
             f"{n // 2 + 10}/2094/NĐ-CP", "2094-05-01")
            for n in range(18)
        ],
    )  # fmt: skip
    return folder


def write_table(path: Path, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> Path:
    """Write a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *rows])
    return path


def place_in(folder: Path) -> Place:
    """Return a place with one shipped decree and a user who has added nothing."""
    data = folder / "data"
    if not data.exists():
        data.mkdir(parents=True)
        source = Source(id="shipped", where="https://example.vn", method="full text")
        write_manifest(data / "manifest.csv", [source])
        write_records(data / "instruments.jsonl", [DECREE])
    return Place(folder / "người dùng", data, folder / "cache")


def said(place: Place) -> tuple[set[object], ...]:
    """Return all that the graph of a place says."""
    graph = place.open_store()
    instruments = {(i, tuple(sorted(i.sources.items()))) for i in graph.instruments}
    parts = graph.relations, graph.all_attestations(), graph.sources.values()
    return instruments, *(set(part) for part in parts)


def run_child(code: str, *, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a script in a process of its own."""
    script = cwd / "child.py"
    head = f"import sys\nsys.path[:0] = [{str(ROOT)!r}, {str(Path(__file__).parent)!r}]\n"
    script.write_text(head + code, encoding="utf-8")
    return subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, encoding="utf-8", check=False
    )
