"""Archives of drafts as offices send them, and asking a server to audit them."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx

SAMPLES = Path(__file__).parents[2] / "samples"
NAME = "ke-hoach-cchc"
AS_OF = "2026-11-22"
_ENCRYPTED = 0x1
RTF = b"{\\rtf1\\ansi K\\u7871 ? ho\\u7841 ?ch theo Ngh\\u7883 ? \\u273 ?\\u7883 ?nh 61/2018.}"


def sample(ending: str) -> bytes:
    """Return the sample plan in a format."""
    return (SAMPLES / f"{NAME}.{ending}").read_bytes()


def html() -> bytes:
    """Return the sample plan as a page."""
    lines = sample("txt").decode().splitlines()
    return "".join(f"<p>{line}</p>\n" for line in lines).encode()


def drafts() -> dict[str, bytes]:
    """Return a folder of drafts by their paths: several formats, a copy, broken and odd files."""
    inner = packed({"trong tệp nén/kế hoạch.txt": sample("txt") + "\nBản nén.".encode()})
    return {
        "Sở A/Kế hoạch số 1.docx": sample("docx"),
        "Sở A/bản sao của kế hoạch.docx": sample("docx"),
        "Sở A/kế hoạch.txt": sample("txt"),
        "Sở B/kế hoạch.html": html(),
        "Sở B/hỏng.docx": b"PK\x03\x04 cut short",
        "Sở B/hỏng.pdf": b"%PDF-1.7 cut short",
        "Sở B/trống.txt": b"",
        "Sở B/nén.zip": inner,
        "ở ngoài.txt": "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018;\n".encode(),
        "bảng.csv": b"a,b\n1,2\n",
        ".ẩn/kế hoạch.txt": sample("txt"),
    }


def packed(files: Mapping[str, bytes], folder: str = "") -> bytes:
    """Return an archive of files, in a folder or not."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            # Without a time: the same files make the same archive.
            member = zipfile.ZipInfo(f"{folder}/{name}" if folder else name)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, data)
    return made.getvalue()


def many(count: int) -> bytes:
    """Return an archive of so many different drafts."""
    text = sample("txt").decode()
    return packed({f"kế hoạch {n:04}.txt": f"{text}\n{n}".encode() for n in range(count)})


def encrypted(archive: bytes, name: str) -> bytes:
    """Return an archive in which a member says to be encrypted, in both places that tell it."""
    data = bytearray(archive)
    with zipfile.ZipFile(io.BytesIO(archive)) as file:
        raw = file.getinfo(name).orig_filename.encode()
    for mark, flags, label in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        at = data.find(mark)
        while at >= 0:
            if data[at + label : at + label + len(raw)] == raw:
                data[at + flags] |= _ENCRYPTED
            at = data.find(mark, at + 1)
    return bytes(data)


def begin(address: str, archive: bytes, name: str = "Kế hoạch 2025.zip", **fields: str) -> str:
    """Send an archive; return the path of its audit."""
    given = {"as_of": AS_OF, **fields}
    sent = httpx.post(f"{address}/audits", files={"file": (name, archive)}, data=given, timeout=60)
    assert sent.status_code == 202, sent.text
    told = sent.json()
    assert sent.headers["location"] == f"/audits/{told['id']}"
    return sent.headers["location"]


def state(address: str, audit: str) -> dict[str, Any]:
    """Return how far an audit is."""
    told: dict[str, Any] = httpx.get(f"{address}{audit}").raise_for_status().json()
    return told


def until(address: str, audit: str, *states: str) -> dict[str, Any]:
    """Wait until an audit is in one of some states."""
    for _ in range(1200):
        told = state(address, audit)
        if told["state"] in states:
            return told
        assert told["state"] not in ("done", "failed"), told
        time.sleep(0.05)
    raise AssertionError(told)


def done(address: str, archive: bytes, name: str = "Kế hoạch 2025.zip", **fields: str) -> str:
    """Audit an archive; return the path of the audit."""
    audit = begin(address, archive, name, **fields)
    until(address, audit, "done")
    return audit


def items(address: str, audit: str, kind: str, **query: Any) -> Iterator[dict[str, Any]]:
    """Yield the items of a list, walking from page to page by its links."""
    page = f"{audit}/{kind}?{httpx.QueryParams(query)}"
    while page:
        answer = httpx.get(f"{address}{page}").raise_for_status()
        yield from answer.json()[kind]
        page = answer.links.get("next", {}).get("url")
