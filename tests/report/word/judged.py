"""Looking at checked documents by other means than the writer's: accept, reject, read, compare."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

from lxml import etree

from check.registry import all_rules
from check.runner import check_document
from ingest.readers import read_bytes
from kg.store import open_graph
from report.to_docx import checked_docx

MADE_ON = datetime(2026, 11, 22, 10, 30)  # noqa: DTZ001 - what an office's clock shows
TODAY = date(2026, 11, 22)
TEXTS = ("t", "delText", "tab", "br", "noBreakHyphen", "softHyphen", "sym")


def report_on(data: bytes, name: str = "a.docx"):
    document = read_bytes(data, name=name)
    return check_document(document, open_graph(), rules=all_rules(), today=TODAY)


def checked(data: bytes, **options):
    report = report_on(data)
    options.setdefault("language", "vi")
    return report, checked_docx(report, data, made_on=MADE_ON, **options)


def entries(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def dates(data: bytes) -> dict[str, tuple[int, ...]]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {entry.filename: entry.date_time for entry in file.infolist()}


def local(element) -> str:
    return etree.QName(element).localname


def value(element, name: str) -> str | None:
    return next((v for k, v in element.items() if etree.QName(k).localname == name), None)


def named(root, *names: str):
    return [e for e in root.iter("*") if local(e) in names]


def tree(data: bytes, part: str = "word/document.xml"):
    return etree.fromstring(entries(data)[part])


def canonical(data: bytes) -> bytes:
    return etree.tostring(etree.fromstring(data), method="c14n")


def settled(data: bytes, *, accept: bool) -> bytes:
    """Return a package with viendan's tracked changes accepted or rejected."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, content in entries(data).items():
            if name.endswith(".xml") and b"viendan" in content.replace(b"\0", b""):
                root = etree.fromstring(content)
                for element in named(root, "ins", "del"):
                    if value(element, "author") == "viendan":
                        _settle(element, keep=(local(element) == "ins") == accept)
                content = etree.tostring(root)
            file.writestr(name, content)
    return made.getvalue()


def _settle(element, *, keep: bool) -> None:
    parent = element.getparent()
    if keep:
        for child in list(element):
            for text in named(child, "delText"):
                text.tag = text.tag.replace("delText", "t")
            element.addprevious(child)
    assert not (element.tail or "").strip()
    if element.tail and element.getprevious() is not None:
        element.getprevious().tail = (element.getprevious().tail or "") + element.tail
    parent.remove(element)


def looks(data: bytes) -> dict[str, list[tuple[str, bytes]]]:
    """Return every character of the texts with the look of its run, by part."""
    found = {}
    for name, content in entries(data).items():
        if not name.endswith(".xml") or "comments" in name:
            continue
        root = etree.fromstring(content)
        shown = found[name] = []
        for element in named(root, *TEXTS):
            run = element.getparent()
            if run is None or local(run) != "r":
                continue
            look = next((e for e in run if local(e) == "rPr"), None)
            form = b"" if look is None else etree.tostring(look, method="c14n", with_tail=False)
            text = element.text if local(element) in ("t", "delText") else f"<{local(element)}>"
            shown += [(letter, form) for letter in text or ""]
    return found


def words_of(comment) -> str:
    return "\n".join("".join(t.text for t in named(p, "t")) for p in named(comment, "p"))


def viendan_comments(data: bytes) -> dict[str, str]:
    """Return the words of viendan's comments by id, in order."""
    name = next((n for n in entries(data) if n.startswith("word/comments")), None)
    comments = named(tree(data, name), "comment") if name else []
    return {value(c, "id"): words_of(c) for c in comments if value(c, "author") == "viendan"}


def ranges(data: bytes) -> dict[str, str]:
    """Return the words that each comment stands on, by id, viendan's changes rejected.

    The marks are replaced by letters that no text has, and the reader reads them with the text.
    """
    package = entries(settled(data, accept=False))
    root = etree.fromstring(package["word/document.xml"])
    space = root.tag.removesuffix("document")
    for mark in named(root, "commentRangeStart", "commentRangeEnd"):
        if "p" not in {local(ancestor) for ancestor in mark.iterancestors()}:
            continue
        sign = "\ue000" if local(mark).endswith("Start") else "\ue001"
        run = etree.SubElement(mark.getparent(), f"{space}r")
        etree.SubElement(run, f"{space}t").text = f"{sign}{value(mark, 'id')}\ue002"
        mark.addprevious(run)
    package["word/document.xml"] = etree.tostring(root)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, content in package.items():
            file.writestr(name, content)
    return _between(read_bytes(made.getvalue(), name="a.docx").text)


def _between(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    opened: set[str] = set()
    at = 0
    while at < len(text):
        if text[at] in "\ue000\ue001":
            end = text.index("\ue002", at)
            key = text[at + 1 : end]
            if text[at] == "\ue000":
                opened.add(key)
                found[key] = ""
            else:
                opened.discard(key)
            at = end + 1
        else:
            for key in opened:
                found[key] += text[at]
            at += 1
    return found
