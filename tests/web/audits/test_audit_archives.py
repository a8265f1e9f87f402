"""Archives with odd members: every one is read under its own name, or listed with the reason."""

from __future__ import annotations

import io
import zipfile

import httpx
import pytest
from audit_zips import done, drafts, encrypted, items, packed, sample

TEXT = sample("txt")


@pytest.fixture(scope="module")
def odd(server):
    files = {
        "kế hoạch.txt": TEXT,
        "mật khẩu.docx": sample("docx"),
        "../ra ngoài.txt": TEXT + b"\n1",
        "/etc/gốc.txt": TEXT + b"\n2",
        "C:\\Hồ sơ\\ổ đĩa.txt": TEXT + b"\n3",
        "bom.txt": b"0" * (200 * 2**20 - 1),
        "sâu.zip": packed({"1.zip": packed({"2.zip": packed({"3.txt": TEXT})})}),
        "CON.txt": TEXT + b"\n4",
        "đổi chiều \u202etxt.exe.txt": TEXT + b"\n5",
    }
    with pytest.warns(UserWarning, match="Duplicate name"):
        archive = twice(packed(files), "kế hoạch.txt", TEXT + b"\n6")
    return done(server.address, encrypted(archive, "mật khẩu.docx"), "lạ.zip")


def twice(archive: bytes, name: str, data: bytes) -> bytes:
    made = io.BytesIO(archive)
    with zipfile.ZipFile(made, "a") as file:
        file.writestr(name, data)
    return made.getvalue()


def test_what_is_read_has_its_own_name(server, odd):
    found = [d["path"] for d in items(server.address, odd, "documents")]
    assert sorted(found) == sorted(
        [
            "CON.txt",
            "Hồ sơ/ổ đĩa.txt",
            "etc/gốc.txt",
            "kế hoạch.txt",
            "kế hoạch.txt (2)",
            "đổi chiều ?txt.exe.txt",
        ]
    )


def test_what_is_not_read_has_its_reason(server, odd):
    found = {u["path"]: (u["reason"], u["detail"]) for u in items(server.address, odd, "unread")}
    assert found["mật khẩu.docx"][0] == "encrypted"
    assert found["bom.txt"][0] == "too_large"
    assert found["sâu.zip › 1.zip/2.zip"][0] == "broken"
    assert "deeper than" in found["sâu.zip › 1.zip/2.zip"][1]
    assert "leads out of the archive" in found["../ra ngoài.txt"][1]
    assert len(found) == 4


def test_no_file_was_written_outside(server, odd):
    assert not list(server.folder.rglob("*ra ngoài*"))
    (job,) = server.folder.rglob(odd[-22:])
    names = {path.name for path in job.rglob("*") if path.is_file()}
    assert names == {"audit.sqlite", "audit.sqlite.lock", "audit-vi.html", "audit-vi.xlsx"}


@pytest.mark.parametrize("encoding", ["utf-8", "cp1258"])
def test_names_without_a_word_on_their_letters(server, encoding):
    # As old programs write them: bytes of the system's code page, nothing that tells which.
    name = "kế hoạch.txt" if encoding == "utf-8" else "Đồng Nai".replace("ồ", "ô\u0300") + ".txt"
    raw = name.encode(encoding)
    archive = packed({"x" * len(raw): TEXT}).replace(b"x" * len(raw), raw)
    audit = done(server.address, archive)
    (found,) = items(server.address, audit, "documents")
    assert found["path"] == ("kế hoạch.txt" if encoding == "utf-8" else "Đồng Nai.txt")


REFUSED = {
    "no file": (None, 422, "invalid"),
    "an empty file": (b"", 422, "invalid"),
    "a text": (TEXT, 415, "format"),
    "a Word file": (sample("docx"), 415, "format"),
    "a broken archive": (packed(drafts())[:-200], 422, "unreadable"),
    "an empty archive": (packed({}), 422, "unreadable"),
    "folders alone": (packed({"a/": b""}), 422, "unreadable"),
    "too many files": (packed({f"{n}.txt": b"" for n in range(10_001)}), 413, "too-large"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_archive_is_refused(server, case):
    data, status, slug = REFUSED[case]
    before = server.left()
    files = {"other": b"1"} if data is None else {"file": ("Kế hoạch.zip", data)}
    got = httpx.post(f"{server.address}/audits", files=files, timeout=60)
    assert (got.status_code, got.json()["type"]) == (status, f"/problems/{slug}"), got.text
    assert got.headers["content-type"] == "application/problem+json"
    assert server.left() == before


@pytest.mark.parametrize(
    ("fields", "slug"),
    [
        ({"as_of": "2026-13-01"}, "invalid"),
        ({"as_of": ["2026-01-01", "2026-01-02"]}, "invalid"),
        ({"language": "fr"}, "invalid"),
        ({"select": "VD999"}, "invalid"),
        ({"ignore": "VD"}, "invalid"),
        ({"other": "1"}, "invalid"),
        ({"select": "x" * 5000}, "too-large"),
        ({f"f{n}": "1" for n in range(300)}, "bad-request"),
    ],
)
def test_wrong_fields_are_refused(server, fields, slug):
    before = server.left()
    files = {"file": ("a.zip", packed({"a.txt": TEXT}))}
    got = httpx.post(f"{server.address}/audits", files=files, data=fields, timeout=60)
    assert got.json()["type"] == f"/problems/{slug}", got.text
    assert 400 <= got.status_code < 500
    assert server.left() == before


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/zip", packed({"a.txt": TEXT}), 415),
        ("multipart/form-data", b"", 415),
        ("multipart/form-data; boundary=x", b"--x\r\nnothing", 400),
        ("multipart/form-data; boundary=x", b"", 400),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nPK',
            400,
        ),
    ],
)
def test_broken_forms_are_refused(server, kind, body, status):
    before = server.left()
    url = f"{server.address}/audits"
    got = httpx.post(url, content=body, headers={"content-type": kind}, timeout=60)
    assert got.status_code == status, got.text
    assert server.left() == before


def test_rules_can_be_chosen(server):
    audit = done(server.address, packed({"a.txt": TEXT}), select="VD2, VD103", ignore="VD208")
    codes = {f["code"] for f in items(server.address, audit, "findings")}
    assert "VD201" in codes
    assert all(code.startswith("VD2") or code == "VD103" for code in codes)
    assert "VD208" not in codes
