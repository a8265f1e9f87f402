"""Invented decrees of the 2090s, and plans that cite them, for the tests of impact and watch."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from kg.graph import Graph
from kg.model import Instrument, Relation, Source

SIGNED, ENDS, NOW = date(2090, 4, 1), date(2095, 7, 1), date(2096, 7, 1)


_SYMBOLS = {
    "NĐ-CP": ("nghi-dinh", "chinh-phu", "Chính phủ", "Nghị định"),
    "NQ-CP": ("nghi-quyet", "chinh-phu", "Chính phủ", "Nghị quyết"),
    "TT-BTP": ("thong-tu", "bo-tu-phap", "Bộ Tư pháp", "Thông tư"),
}


def invented(number: str, signed: date, title: str) -> Instrument:
    """Return an instrument that is in force from the first day of the month after its signing."""
    kind, slug, issuer, _ = _SYMBOLS[number.rpartition("/")[2]]
    name = number.lower().replace("/", "-").replace("đ", "d")
    return Instrument(
        iri=f"/akn/vn/act/{kind}/{slug}/{signed}/{name}",
        type=kind,
        number=number,
        issuer=issuer,
        date=signed,
        effective=date(signed.year, signed.month + 1, 1),
        title=title,
        kind="qppl",
        sources=dict.fromkeys(("date", "effective", "title", "issuer"), ("tests",)),
    )


OLD = invented("61/2090/NĐ-CP", SIGNED, "Về thử nghiệm một cửa")
NEW = invented("18/2095/NĐ-CP", date(2095, 6, 1), "Về thử nghiệm một cửa liên thông")
GUIDE = invented("01/2091/TT-BTP", date(2091, 2, 1), "Hướng dẫn thử nghiệm một cửa")
LIVING = invented("62/2090/NĐ-CP", SIGNED, "Về thử nghiệm lưu trữ")
TWINS = tuple(
    invented("76/NQ-CP", date(year, 5, 4), f"Về thử nghiệm năm {year}") for year in (2091, 2093)
)
ALL = (OLD, NEW, GUIDE, LIVING, *TWINS)
REPLACES = Relation(
    kind="replaces",
    source=NEW.iri,
    target=OLD.iri,
    valid_from=ENDS,
    evidence="Nghị định này thay thế Nghị định số 61/2090/NĐ-CP",
    sources=("tests",),
)
GUIDES = Relation(kind="guides", source=GUIDE.iri, target=OLD.iri, sources=("tests",))


def graph_of(*relations: Relation, without: Iterable[Instrument] = ()) -> Graph:
    """Return the graph of all instruments, but for some, with relations."""
    graph = Graph()
    graph.add_source(Source(id="tests", where="tests", official=True))
    for instrument in ALL:
        if instrument not in without:
            graph.add_instrument(instrument)
    for relation in relations:
        graph.add_relation(relation)
    return graph


BEFORE, AFTER = graph_of(GUIDES), graph_of(GUIDES, REPLACES)


def cited(instrument: Instrument) -> str:
    """Return a citation with its day and issuer."""
    when, title = instrument.date, instrument.title
    word = _SYMBOLS[instrument.number.rpartition("/")[2]][3]
    return (
        f"{word} số {instrument.number} ngày {when.day:02d}/{when.month}/{when.year} "
        f"của {instrument.issuer} {title[:1].lower()}{title[1:]}"
    )


def write(
    path: Path, day: date | None, *lines: str, number: str = "12/KH-UBND", kind: str = "KẾ HOẠCH"
) -> Path:
    """Write a plan; one without a day does not state any."""
    when = f"Sơn La, ngày {day.day:02d} tháng {day.month:02d} năm {day.year}" if day else ""
    head = ["ỦY BAN NHÂN DÂN TỈNH SƠN LA", f"Số: {number}", when, kind, "Thực hiện nhiệm vụ", ""]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([*head, *lines, ""]), encoding="utf-8")
    return path


def folder_of_plans(root: Path) -> Path:
    """Write plans that cite the old decree rightly, wrongly, and looking back."""
    basis = f"Căn cứ {cited(OLD)};"
    write(root / "Sở A" / "đúng khi ban hành.txt", date(2094, 3, 5), basis)
    write(root / "Sở A" / "sai.txt", date(2096, 3, 5), basis, f"Thực hiện {cited(LIVING)}.")
    write(
        root / "Sở B" / "sai (bản sao).txt", date(2096, 3, 5), basis, f"Thực hiện {cited(LIVING)}."
    )
    write(
        root / "Sở B" / "nhìn lại.txt",
        date(2096, 3, 6),
        f"Đã hoàn thành theo {cited(OLD)} (đã được thay thế bởi {cited(NEW)}).",
    )
    write(root / "không ngày.txt", None, basis)
    write(root / "hướng dẫn.txt", date(2094, 5, 5), f"Căn cứ {cited(GUIDE)};")
    write(
        root / "trùng số.txt", date(2094, 6, 6), "Thực hiện Nghị quyết số 76/NQ-CP của Chính phủ."
    )
    write(
        root / "nghị định.txt",
        NEW.date,
        f"Nghị định này thay thế {cited(OLD)}.",
        number=NEW.number,
        kind="NGHỊ ĐỊNH",
    )
    return root
