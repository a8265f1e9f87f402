"""LibreOffice opens what is given back: comments on their words, changes, and no word lost."""

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from generated import generated
from judged import MADE_ON, checked, ranges, report_on, viendan_comments
from lxml import etree
from packages import control, package, paragraph, run

from report.to_docx import as_docx, checked_docx

PROGRAM = shutil.which("soffice")
SAMPLE = Path(__file__).parents[3] / "samples" / "ke-hoach-cchc.docx"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
DAY = "Nghị định số 30/2020/NĐ-CP ngày 5/3/2020 của Chính phủ về công tác văn thư"

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="needs LibreOffice (soffice)")


def converted(files: dict[str, bytes], target: str, folder: Path) -> dict[str, bytes]:
    """Return documents in another format, by name, all made in one call."""
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    command = [PROGRAM, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    command += ["--convert-to", target, "--outdir", str(folder / "out")]
    command += [str(folder / f"{name}.docx") for name in files]
    subprocess.run(command, check=True, timeout=180, capture_output=True)
    return {name: (folder / "out" / f"{name}.{target}").read_bytes() for name in files}


class Opened:
    """A document as LibreOffice has it: viendan's comments, the words they stand on, the text."""

    def __init__(self, flat: bytes) -> None:
        root = etree.fromstring(flat, etree.XMLParser(huge_tree=True))
        self._changes = {
            region.get(f"{TEXT}id"): (
                etree.QName(region[0]).localname,
                region.findtext(f".//{CREATOR}"),
            )
            for region in root.iter(f"{TEXT}changed-region")
        }
        self.comments: Counter[str] = Counter()
        self.words: dict[str, list[str]] = {}
        self.changed = sum(who == "viendan" for _, who in self._changes.values())
        self.text = ""
        self._open: dict[str, str] = {}
        self._in: set[str | None] = set()
        self._ranges: dict[str, str] = {}
        self._walk(next(root.iter(f"{OFFICE}text")))
        for name, said in self._open.items():
            self.words.setdefault(said, []).append(self._ranges[name])

    def _say(self, words: str | None) -> None:
        kinds = {self._changes[key] for key in self._in if key}
        if words and ("insertion", "viendan") not in kinds:
            self.text += words
            for name in self._ranges:
                self._ranges[name] += words if name not in self._closed else ""

    _closed: frozenset[str] = frozenset()

    def _walk(self, element) -> None:
        tag = element.tag
        if tag in (f"{TEXT}tracked-changes", f"{TEXT}note"):
            return
        if tag == f"{OFFICE}annotation":
            if element.findtext(CREATOR) == "viendan":
                said = flat("\n".join("".join(p.itertext()) for p in element.iter(f"{TEXT}p")))
                self.comments[said] += 1
                if name := element.get(f"{OFFICE}name"):
                    self._open[name], self._ranges[name] = said, ""
            return
        if tag == f"{OFFICE}annotation-end":
            self._closed |= {element.get(f"{OFFICE}name")}
        elif tag == f"{TEXT}change-start":
            self._in.add(element.get(f"{TEXT}change-id"))
        elif tag == f"{TEXT}change-end":
            self._in.discard(element.get(f"{TEXT}change-id"))
        self._say({"s": " ", "tab": "\t"}.get(etree.QName(element).localname) or element.text)
        for child in element:
            self._walk(child)
            self._say(child.tail)
        if tag in (f"{TEXT}p", f"{TEXT}s"):
            self._say(" " * (int(element.get(f"{TEXT}c", "1")) - 1) if tag.endswith("s") else "\n")


def flat(words: str) -> str:
    words = words.replace("\u2011", "-").replace("\u00ad", "").replace("\uf0fc", "")
    return re.sub(r"\s+", " ", words).strip()


def test_comments_and_changes_in_libreoffice(tmp_path):
    body = paragraph(run("Một")) + control(paragraph(run(f"Căn cứ {DAY} tại đây")))
    files = {
        "sample": SAMPLE.read_bytes(),
        "control": package(body + paragraph(run("Hai"))),
        **{f"g{seed}": generated(seed) for seed in (0, 4, 8, 20, 33)},
    }
    made = {name: checked(data, suggest=True)[1] for name, data in files.items()}
    shown = converted({name: m.data for name, m in made.items()}, "fodt", tmp_path)
    exact = 0
    for name, checked_file in made.items():
        opened, where = Opened(shown[name]), ranges(checked_file.data)
        comments = viendan_comments(checked_file.data)
        assert opened.comments == Counter(flat(words) for words in comments.values())
        assert bool(opened.changed) == bool(checked_file.changes)
        for key, words in comments.items():
            # A smart tag (Word 2003) takes comments in LibreOffice at one point only.
            if words.startswith(("LỖI", "CẢNH", "LƯU")) and flat(words) in opened.words:
                assert flat(where[key]) in map(flat, opened.words[flat(words)])
                exact += 1
        if name == "control":
            assert f"Căn cứ {DAY} tại đây" in opened.text
    assert exact > 30


def test_opendocument_is_given_back_as_word(tmp_path):
    text = converted({"plan": SAMPLE.read_bytes()}, "odt", tmp_path)["plan"]
    data = as_docx(text, path="plan.odt", kind="odt")
    report = report_on(data)
    made = checked_docx(report, data, language="vi", made_on=MADE_ON, suggest=True)
    assert made.comments > 5
    assert made.changes
    assert set(ranges(made.data)) == set(viendan_comments(made.data))
