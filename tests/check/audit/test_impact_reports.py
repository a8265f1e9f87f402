"""Impact and changes as text, CSV, JSON and workbook: the same rows, and nothing to be run."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

import pytest
from audited import run
from plans import AFTER, BEFORE, NOW, OLD, TWINS, cited, folder_of_plans, write

from check.audit.archive import Archive
from check.audit.impact import impact
from check.audit.need import Need, Why
from check.audit.watch import watch
from report import to_impact, to_watch
from report.audited import one_line
from report.to_impact import NEEDS, WHYS, impact_csv, impact_json, impact_sheet, impact_text
from report.to_watch import watch_csv, watch_json, watch_sheet, watch_text


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bao cao")
    root = folder_of_plans(folder / "kế hoạch")
    hostile = '=HYPERLINK("http://x")<script>'
    write(
        root / "Sở A" / "=1+1.txt",
        NOW,
        f"{hostile}\n\x1b[31m Căn cứ {cited(OLD)};",
        number="=1+1/KH-UBND",
    )
    if os.name == "posix":
        write(root / "xấu\x1b[31m\n.txt", NOW, f"Căn cứ {cited(OLD)};")
    with Archive(folder / "kho.sqlite") as archive:
        run(root, archive, as_of=NOW, store=lambda: BEFORE)
        run(root, archive, as_of=NOW, store=lambda: AFTER)
        hangs = impact(archive, AFTER, OLD.iri, as_of=NOW, through=True)
        unclear = impact(archive, AFTER, TWINS[0].iri, as_of=NOW)
        yield hangs, watch(archive, AFTER, after=1), unclear


def test_every_need_and_reason_has_words():
    assert set(NEEDS) == set(Need)
    assert set(WHYS) == set(Why)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_text_tells_all_documents(found, language):
    hangs, turned, unclear = found
    shown = impact_text(hangs, AFTER, language)
    for row in hangs.rows:
        assert one_line(Path(row.document.path).name) in shown
    assert "18/2095/NĐ-CP" in shown.splitlines()[2]
    changed = watch_text(turned, AFTER, language)
    for group in turned.groups:
        for row in group.rows:
            assert one_line(Path(row.document.path).name) in changed
    assert WHYS[Why.UNRESOLVED][language == "en"] in impact_text(unclear, AFTER, language)
    for words in (shown, changed):
        assert all(c.isprintable() or c == "\n" for c in words)


def test_csv_has_a_row_for_each_citation_and_no_formula(found):
    hangs, turned, _ = found
    rows = list(csv.reader(io.StringIO(impact_csv(hangs, AFTER, "vi"))))
    assert len(rows) == 1 + len(hangs.rows)
    assert {len(row) for row in rows} == {len(rows[0])}
    lines = list(csv.reader(io.StringIO(watch_csv(turned, AFTER, "vi"))))
    assert len(lines) == 1 + sum(len(group.rows) for group in turned.groups)
    assert not any(cell.startswith(("=", "+", "@", "\t")) for row in rows + lines for cell in row)


def test_json_carries_the_whole_answer(found):
    hangs, turned, unclear = found
    shown = json.loads(impact_json(hangs, AFTER, "vi"))
    assert shown["schema"] == "viendan.impact/1"
    assert shown["instrument"]["since"] == "2095-07-01"
    assert [c["need"] for c in shown["citations"]] == [row.need.slug for row in hangs.rows]
    counts = shown["documents"]
    assert sum(counts[need.slug] for need in Need) == len({r.document.path for r in hangs.rows})
    assert {c["proof"] for c in shown["citations"] if c["need"] == "correct"} != {None}
    assert json.loads(impact_json(unclear, AFTER, "en"))["citations"][0]["instrument"] is None
    changed = json.loads(watch_json(turned, AFTER, "en"))
    assert changed["schema"] == "viendan.watch/1"
    assert changed["documents"]["outdated"] == turned.outdated > 4
    assert {c["change"] for group in changed["groups"] for c in group["changes"]} == {"new"}


def test_workbook_opens_documents_and_runs_nothing(found, tmp_path):
    pytest.importorskip("xlsxwriter")
    from openpyxl import load_workbook

    from report.to_xlsx import write_workbook

    hangs, turned, _ = found
    file = tmp_path / "tác động.xlsx"
    sheets = [
        impact_sheet(hangs, AFTER, "vi", beside=tmp_path),
        watch_sheet(turned, AFTER, "vi", beside=tmp_path),
    ]
    written = write_workbook(file, sheets, language="vi")
    assert [w.rows for w in written] == [len(hangs.rows), sum(len(g.rows) for g in turned.groups)]
    book = load_workbook(file)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    links = [cell for cell in cells if cell.hyperlink]
    assert len(links) == sum(w.rows for w in written)
    words = {str(cell.value) for cell in links}
    assert "Sở A/=1+1.txt" in words
    assert "nhìn lại.txt" in {name.rpartition("/")[2] for name in words}


def test_outputs_have_one_name_for_the_command_line():
    """``viendan impact`` and ``watch`` find what writes a format by its name."""
    for module, name in ((to_impact, "impact"), (to_watch, "watch")):
        assert all(
            callable(getattr(module, f"{name}_{f}")) for f in ("text", "csv", "json", "sheet")
        )
