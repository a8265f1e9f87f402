"""An audit of an archive finds what `viendan audit` finds in the folder that was packed."""

from __future__ import annotations

import subprocess
import sys

import httpx
import pytest
from audit_zips import AS_OF, done, drafts, items, packed, state
from real_server import ROOT, environment

from check.audit.archive import Archive
from check.audit.tallies import Tallies

openpyxl = pytest.importorskip("openpyxl")
FOLDER = "Kế hoạch 2025"


@pytest.fixture(scope="module")
def cli(tmp_path_factory):
    """The folder audited by the command line: its archive and its workbook."""
    place = tmp_path_factory.mktemp("dòng lệnh")
    for name, data in drafts().items():
        path = place / FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    results = ["-o", str(place / "out"), "--archive", str(place / "a.sqlite")]
    command = [sys.executable, "-m", "cli", "audit", str(place / FOLDER), *results]
    done = subprocess.run(
        [*command, "--as-of", AS_OF], cwd=ROOT, env=environment(place), capture_output=True
    )
    assert done.returncode == 2, done.stderr.decode()
    return place


@pytest.fixture(scope="module")
def audit(server):
    """The folder packed as Windows packs it, and audited by the server."""
    return done(server.address, packed(drafts(), FOLDER), f"{FOLDER}.zip")


def shown(place):
    below = place.file.partition(f"{FOLDER}/")[2]
    return f"{below} › {place.member}" if place.member else below


def test_the_same_documents(cli, server, audit):
    with Archive(cli / "a.sqlite") as archive:
        listed = [
            (shown(d.place), d.unit, d.copy_of is not None, d.said)
            for d in Tallies(archive).documents()
        ]
    found = list(items(server.address, audit, "documents", limit=2))
    assert [d["path"] for d in found] == [path for path, *_ in listed]
    assert len(found) == 6
    for told, (_, unit, copied, said) in zip(found, listed, strict=True):
        assert (told["unit"] or "", told["copy_of"] is not None) == (unit, copied)
        assert (told["errors"], told["warnings"], told["infos"]) == (
            said.errors,
            said.warnings,
            said.infos,
        )
        assert (told["citations"], told["checked"]) == (said.citations, said.checked)


def test_the_same_findings(cli, server, audit):
    def key(found, path, message, proof):
        return (
            path,
            found["code"],
            found["line"],
            found["text"],
            message,
            found["suggestion"],
            proof,
            found["excerpt"],
        )

    with Archive(cli / "a.sqlite") as archive:
        expected = sorted(
            (
                shown(f.place),
                f.found.code,
                f.found.line,
                f.found.words,
                f.found.message_en,
                f.found.suggestion,
                f.found.proof_en or None,
                f.found.excerpt,
            )
            for f in Tallies(archive).faults(lambda unit: 0)
        )
    found = items(server.address, audit, "findings", limit=7, language="en")
    assert len(expected) > 50
    told = [key(f, f["path"], f["message"], f["proof"]) for f in found]
    assert sorted(told, key=repr) == sorted(expected, key=repr)


def test_the_same_is_not_read(cli, server, audit):
    with Archive(cli / "a.sqlite") as archive:
        expected = [(shown(u.place), str(u.reason)) for u in Tallies(archive).left()]
    found = [(u["path"], u["reason"]) for u in items(server.address, audit, "unread")]
    assert found == expected
    assert {path for path, _ in found} == {"Sở B/hỏng.docx", "Sở B/hỏng.pdf", "Sở B/trống.txt"}


def test_details_tell_nothing_of_the_server(server, audit):
    details = [u["detail"] for u in items(server.address, audit, "unread")]
    assert all(details)
    assert not any("viendan-audits" in detail or "tmp" in detail for detail in details)


def test_the_same_instruments(cli, server, audit):
    with Archive(cli / "a.sqlite") as archive:
        expected = sorted(
            (i.iri, i.documents, i.citations) for i in Tallies(archive).by_instrument()
        )
    found = [i for i in items(server.address, audit, "instruments", limit=3) if i["iri"]]
    assert sorted((i["iri"], i["documents"], i["citations"]) for i in found) == expected
    first = found[0]
    assert (first["number"], first["group"]) == ("61/2018/NĐ-CP", "gone")
    assert first["successors"]
    ended = list(items(server.address, audit, "instruments", group="gone"))
    assert ended == [i for i in found if i["group"] == "gone"]


def test_the_same_workbook(cli, server, audit, tmp_path):
    got = httpx.get(f"{server.address}{audit}/workbook", timeout=60).raise_for_status()
    assert got.headers["content-disposition"].startswith("attachment")
    (tmp_path / "w.xlsx").write_bytes(got.content)
    ours, theirs = (
        openpyxl.load_workbook(path) for path in (tmp_path / "w.xlsx", cli / "out" / "audit.xlsx")
    )
    assert ours.sheetnames == theirs.sheetnames
    for name in ours.sheetnames[1:]:
        assert list(ours[name].values) == list(theirs[name].values), name


def test_links_of_the_workbook_open_what_lies_beside_it(server, audit, tmp_path):
    got = httpx.get(f"{server.address}{audit}/workbook", timeout=60).content
    (tmp_path / "w.xlsx").write_bytes(got)
    sheet = openpyxl.load_workbook(tmp_path / "w.xlsx")["Tài liệu"]
    links = {c.hyperlink.target for row in sheet.iter_rows() for c in row if c.hyperlink}
    assert any(
        link.replace("%20", " ").replace("\\", "/").startswith(f"{FOLDER}/Sở A/") for link in links
    ), links
    assert not any("audits" in link for link in links)


def test_the_page(server, audit):
    got = httpx.get(f"{server.address}{audit}/page?language=en", timeout=60)
    assert got.headers["content-type"] == "text/html; charset=utf-8"
    assert "Audit of citations" in got.text
    assert FOLDER in got.text
    assert "viendan-audits" not in got.text


def test_the_summary(server, audit):
    told = state(server.address, audit)["summary"]
    assert (told["documents"], told["copies"], told["unread"]) == (6, 1, 3)
    assert told["left_out"] == 2
    assert told["errors"] == sum(d["errors"] for d in items(server.address, audit, "documents"))


def test_filters(server, audit):
    everything = list(items(server.address, audit, "documents"))
    unit = everything[0]["unit"]
    some = list(items(server.address, audit, "documents", unit=unit, worst="error"))
    assert some == [d for d in everything if d["unit"] == unit and d["worst"] == "error"]
    least = list(items(server.address, audit, "findings", least="error"))
    assert len(least) == sum(d["errors"] for d in everything)
    one = list(items(server.address, audit, "findings", document=everything[0]["document"]))
    assert {f["path"] for f in one} == {everything[0]["path"]}
