"""Real files of 2000 to 2006 against their transcripts; skipped without the shared material.

The transcripts hold what is no text ("PAGE", "EMBED Excel.Sheet.8", page numbers), one takes VNI's
"ë" for ẵ ("hoẵc"), and that of the PDF runs across columns; hence words, in any order.
"""

import os
from collections import Counter
from pathlib import Path

import pytest
from soffice import PROGRAM

from cite.find import find_citations
from ingest.readers import read

SHARED = Path(os.environ.get("VIENDAN_SHARED", Path(__file__).parents[3] / "shared"))
FILES = {
    "2003-02144qd.doc": "TCVN3",
    "2003-A28.rtf": "TCVN3",
    "2006-quydinhkiemtra02.doc": "VNI",
    "2006-16EZE_TT01.06GopvonDNNVV.pdf": "TCVN3",
}

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared material is absent")


@pytest.mark.parametrize("name", FILES)
def test_text_and_citations_are_those_of_the_transcript(name):
    if PROGRAM is None and not name.endswith(".pdf"):
        pytest.skip("LibreOffice is not installed")
    path = SHARED / "corpus" / "legacy" / name
    document = read(path)
    transcript = path.with_suffix(".unicode.txt").read_text(encoding="utf-8")
    assert document.decoded_from == FILES[name]
    found, expected = (
        [(c.number, c.date, c.issuer, c.title) for c in find_citations(text)]
        for text in (document.text, transcript)
    )
    assert found == expected
    meant = transcript.replace("ẵc", "ặc").replace("ẵt", "ặt").replace("ẵn", "ặn")
    words = Counter(meant.split())
    assert (Counter(document.text.split()) & words).total() >= 0.99 * words.total()
