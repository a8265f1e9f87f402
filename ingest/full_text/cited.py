"""The instruments that a text names, with their extent and place in titles and quotations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from cite.mentions import title_holders
from ingest.full_text.layout import Layout
from ingest.full_text.statement import Named
from kg.model import Citation, Role
from kg.patterns import lazy
from kg.text import fold
from kg.vocab import LAW_WORDS


class Cited(NamedTuple):
    """A citation with what a reader of statements must know of it.

    Attributes:
        at: its place among the citations of the text.
        start: its first character.
        end: end of number, date, issuer and title, whichever is last.
        holder: index of the citation in whose title it stands.
        quoted: stands in a quoted passage.
        named: what it names; numbers of laws are filled in from the rest of the text.
    """

    at: int
    citation: Citation
    start: int
    end: int
    holder: int | None
    quoted: bool
    named: Named

    @property
    def own(self) -> bool:
        """Whether the text names itself."""
        return self.citation.role is Role.SELF

    @property
    def is_law(self) -> bool:
        """Whether it is cited as laws are, by type and name."""
        return self.citation.type in LAW_WORDS


class AmendedLaw(Protocol):
    """A law and those that amended it, by their citations."""

    @property
    def subject(self) -> int:
        """The law amended."""

    @property
    def objects(self) -> tuple[int, ...]:
        """Those that amended it."""


_AND = lazy(r"(?<!\w)và\s++$")
_LOST_BLANK = lazy(r"(?<=[a-zà-ỹ])(?=[A-ZĐ][a-zà-ỹ])")
"""Where a line joint of a web copy lost its blank ("Tổ chứcHội đồng")."""
_ABOUT = lazy(r"(?:về\s++việc|về)\s++", 2)


def read_cited(layout: Layout, citations: Sequence[Citation]) -> tuple[Cited, ...]:
    """Return the citations of a text in order."""
    names = _law_numbers(citations)
    holders = title_holders(citations)
    found = []
    for index, c in enumerate(citations):
        following = citations[index + 1].start if index + 1 < len(citations) else len(layout.text)
        # An issuer that the next one lends stands behind the next one.
        spans = (
            s
            for s in (c.date_span, c.issuer_span, c.title_span)
            if s and c.start + s[0] < following
        )
        end = max([c.end, *(c.start + span[1] for span in spans)])
        named = name_of(c, names)
        holder = _holder(layout, citations, holders, index)
        found.append(Cited(index, c, c.start, end, holder, layout.quoted(c.start), named))
    return tuple(found)


def name_amending_laws(
    cited: Sequence[Cited], citations: Sequence[Citation], amended: Iterable[AmendedLaw]
) -> tuple[Cited, ...]:
    """Return the citations with the numbers of amending laws that are cited by name.

    ``amended`` says which laws were amended by which: the number of "Luật sửa đổi … của Luật X".
    """
    names = _law_numbers(citations)
    _add_amending_laws(names, citations, amended)
    return tuple(
        c._replace(named=name_of(c.citation, names)) if c.is_law and c.named.number is None else c
        for c in cited
    )


def _holder(
    layout: Layout, citations: Sequence[Citation], holders: Sequence[int | None], index: int
) -> int | None:
    """Return the citation in whose title another stands; none for a title of the text itself.

    "Nghị định A quy định chi tiết Luật L và Nghị định B": B, of A's own type and the first number
    after A, stands beside A and not in its title.
    """
    holder = holders[index]
    if holder is None or citations[holder].role is Role.SELF:
        return None
    bearer, c = citations[holder], citations[index]
    between = citations[holder + 1 : index]
    beside = c.number and c.type == bearer.type and between and not any(b.number for b in between)
    if beside and _AND.search(layout.text, max(0, c.start - 12), c.start):
        return holders[holder]
    return holder


def name_of(c: Citation, names: dict[str, str | None] | None = None) -> Named:
    """Return what a citation names; ``names`` are the numbers of laws that the text tells."""
    title = law_name(c)
    number = c.number
    if number is None and title is not None and c.date is None and names:
        key = _known(fold(title), names)
        if key is not None:
            number = names[key]
            title = title[: len(key)]
    issuer = c.issuer if c.issuer_span is not None else None
    return Named(c.type, number, c.day, title, issuer)


def law_name(c: Citation) -> str | None:
    """Return the full name of a law, "Luật Tổ chức Chính phủ"; ``None`` for other instruments."""
    if c.type not in LAW_WORDS or not c.title:
        return None
    title = _LOST_BLANK.sub(" ", c.title)
    return f"{c.type} {_ABOUT.sub('', title, count=1) if _ABOUT.match(title) else title}"


def _law_numbers(citations: Sequence[Citation]) -> dict[str, str | None]:
    """Return folded names of laws with the one number that the text gives them, else ``None``."""
    numbers: dict[str, str | None] = {}
    for c in citations:
        title = law_name(c) if c.number else None
        if title is not None:
            key = fold(title)
            same = numbers.setdefault(key, c.number)
            if same != c.number:
                numbers[key] = None
    return numbers


def _add_amending_laws(
    names: dict[str, str | None], citations: Sequence[Citation], amended: Iterable[AmendedLaw]
) -> None:
    """Add the name of an amending law where the text names just one that amended the law."""
    by: dict[str, set[str]] = {}
    for clause in amended:
        title = law_name(citations[clause.subject])
        numbers = {citations[at].number for at in clause.objects}
        if title is not None:
            by.setdefault(fold(title), set()).update(n for n in numbers if n)
    for name, found in by.items():
        if len(found) == 1:
            for phrase in ("sửa đổi, bổ sung một số điều của", "sửa đổi, bổ sung một số điều"):
                names.setdefault(f"luật {phrase} {name}", next(iter(found)))


def _known(name: str, names: dict[str, str | None]) -> str | None:
    """Return the known name that this is, or that it begins with (names run on at times)."""
    if name in names:
        return name
    return max((k for k in names if name.startswith(f"{k} ")), key=len, default=None)


def bare_law_name(title: str | None) -> str | None:
    """Return the name of a law without its type word, as citations have it."""
    if title is None:
        return None
    word = next((w for w in LAW_WORDS if title.startswith(f"{w} ")), "")
    return title.removeprefix(f"{word} ")
