"""Instruments that a text names only as what has amended another one."""

from __future__ import annotations

import re

from check.sentence import Sentences
from kg.patterns import lazy

# "sửa đổi, bổ sung một số điều theo Luật số …": what is between may name other amenders and what
# they amend, but neither end the bracket nor begin another list.
_AMENDED_BY = lazy(
    r"(?<!\w)(?:sửa\s+đổi|bổ\s+sung|đính\s+chính)[^;:().]{0,60}?\s(?:bởi|bằng|theo|tại)\s"
    r"(?P<named>[^;:()]*)$",
    re.IGNORECASE,
)
_ANOTHER_ROLE = lazy(
    r"(?<!\w)(?:căn\s+cứ|thực\s+hiện|hướng\s+dẫn|thi\s+hành|áp\s+dụng|theo|tại|quy\s+định)\s",
    re.IGNORECASE,
)


def named_as_amender(text: str, at: int, sentences: Sentences) -> bool:
    """Return whether the citation at an offset stands in "được sửa đổi, bổ sung bởi …".

    A draft must name the amenders of its basis (NĐ 78/2025/NĐ-CP Điều 68), those too that apply
    later or have been replaced since.
    """
    start, _ = sentences.at(at)
    amended = _AMENDED_BY.search(text, start, at)
    return amended is not None and _ANOTHER_ROLE.search(amended["named"]) is None
