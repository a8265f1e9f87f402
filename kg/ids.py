"""Identity: canonical IRIs, look-up keys of numbers, and what a number says of itself.

An IRI has the Akoma Ntoso naming form ``/akn/vn/act/{type}/{issuer}/{date}/{number}``; parse and
format are exact inverses. A number is no identity: 76/NQ-CP was issued in 2013 and in 2021.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from kg.errors import IdentifierError
from kg.patterns import lazy
from kg.text import fold, slug, unify

PREFIX = "/akn/vn/act/"
UNDATED = "undated"
UNNUMBERED = "khong-so"

# Patterns are compiled when first used: many commands need none of them.
_SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
_DATE = rf"\d{{4}}-\d\d-\d\d|{UNDATED}"
_IRI = rf"{PREFIX}(?P<type>{_SLUG})/(?P<issuer>{_SLUG})/(?P<date>{_DATE})/(?P<number>{_SLUG})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Iri:
    """The parts of a canonical identifier; all but the date are slugs.

    Attributes:
        type: slug of the type, for example ``nghi-quyet``.
        issuer: slug of the issuer's full name.
        date: day of signing; ``None`` while unknown (provisional identity).
        number: slug of number and symbol; ``khong-so``, the year or a slug of the title for none.
    """

    type: str
    issuer: str
    date: date | None
    number: str

    def __post_init__(self) -> None:
        for part in (self.type, self.issuer, self.number):
            if not re.fullmatch(_SLUG, part):
                raise IdentifierError(f"{part!r}: not a slug. Use lower-case ASCII and hyphens.")

    def __str__(self) -> str:
        day = self.date.isoformat() if self.date else UNDATED
        return f"{PREFIX}{self.type}/{self.issuer}/{day}/{self.number}"

    @classmethod
    def parse(cls, text: str) -> Iri:
        """Read a canonical IRI.

        Raises:
            IdentifierError: ``text`` has another form or its date is not in the calendar.
        """
        match = re.fullmatch(_IRI, text, re.ASCII)
        if match is None:
            raise IdentifierError(
                f"{text!r}: not an IRI of the graph. "
                f"Use {PREFIX}TYPE/ISSUER/YYYY-MM-DD/NUMBER in lower-case ASCII."
            )
        try:
            day = None if match["date"] == UNDATED else date.fromisoformat(match["date"])
        except ValueError as error:
            raise IdentifierError(f"{text!r}: no such day. Correct the date.") from error
        return cls(type=match["type"], issuer=match["issuer"], date=day, number=match["number"])

    @property
    def undated(self) -> Iri:
        """The provisional identity of the same instrument while its date was unknown."""
        return replace(self, date=None)


def make_iri(*, type: str, issuer: str, date: date | None, number: str) -> str:  # noqa: A002
    """Return the IRI of an instrument from its values as written.

    Raises:
        IdentifierError: type or issuer holds no letter or digit.
    """
    parts = Iri(type=slug(type), issuer=slug(issuer), date=date, number=slug(number) or UNNUMBERED)
    return str(parts)


def number_key(number: str) -> str:
    """Return the key under which a number is looked up; not unique, see the module.

    Case, blanks and leading zeros of the first number do not matter: ``30C/NQ-CP`` is
    ``30c/NQ-CP`` and ``4/2025/TT-VPCP`` is ``04/2025/TT-VPCP``. Separators do:
    ``28-CT/TU`` (Party) differs from ``28/CT-TU``.
    """
    serial, symbol = _split(number)
    return serial.lstrip("0") + _symbol_key(symbol) if serial else _symbol_key(symbol).lstrip("0")


def _split(number: str) -> tuple[str, str]:
    """Return the digits before a separator and the rest; symbols are few, whole numbers many."""
    rest = number.lstrip("0123456789")
    if rest[:1] in {"/", "-"} and number.isprintable():
        return number[: len(number) - len(rest)], rest
    return "", number


@lru_cache(maxsize=65536)
def _symbol_key(symbol: str) -> str:
    return fold(symbol).replace(" ", "")


@lru_cache(maxsize=65536)
def _loose_symbol(symbol: str) -> str:
    return slug(symbol).replace("-", "")


_SERIES = lazy(r"(\d{1,9})[a-zđ]?(?=[/-])")


def series_key(number: str) -> tuple[int, str] | None:
    """Return serial and tail of a number's key: ``(61, "/2018/nđ-cp")``.

    The letter of ``30c/NQ-CP`` belongs to neither. Instruments of one tail and year are numbered
    in one series. ``None`` where digits do not lead.
    """
    key = number_key(number)
    found = _SERIES.match(key)
    return (int(found[1]), key[found.end() :]) if found else None


def loose_key(number: str) -> str:
    """Return a key without accents and separators, for numbers that OCR or typing has damaged.

    ``61/2018/ND-CP``, ``61/2018/NĐCP`` and ``61-2018-NĐ-CP`` have one key. A match on it is a
    candidate, never an identity.
    """
    serial, symbol = _split(number)
    return (serial + _loose_symbol(symbol)).lstrip("0")


class Form(StrEnum):
    """The kinds of number-symbol that Vietnamese law has known; see domain.md section 1."""

    TERM = "term"
    NORMATIVE = "normative"
    JOINT = "joint"
    CONSOLIDATED = "consolidated"
    ADMINISTRATIVE = "administrative"
    PARTY = "party"
    LETTER = "letter"
    OLD = "old"
    OTHER = "other"


class NumberParts(NamedTuple):
    """What a number-symbol says.

    Attributes:
        form: the kind of number-symbol.
        number: the serial number without its leading zeros, with its suffix: ``30c``, ``66.1``.
        year: the year inside the number, ``None`` where the form has none.
        type: symbol of the type as written, ``None`` where the form has none.
        issuers: symbols of the issuers and units in the order written.
        term: term of the National Assembly, for QH and UBTVQH numbers.
    """

    form: Form
    number: str
    year: int | None = None
    type: str | None = None
    issuers: tuple[str, ...] = ()
    term: int | None = None


_LETTER = "A-Za-zĐđƯưÂâÊêÔôĂăƠơ"
_PARTS = (
    rf"(?P<number>\d+(?:\.\d+)?(?:bis|[{_LETTER}])?)(?P<first>[-/.])"
    rf"(?:(?P<year>(?:19|20)\d\d)/)?(?P<symbol>[{_LETTER}][{_LETTER}\d&.,/-]*)"
)
_TERM = r"(?:(?P<type>NQ|L|PL|LCT)[-/])?(?P<issuer>QH|UBTVQH|HĐNN)(?P<term>\d{0,2})"
_OLD = {"cp", "hđbt", "ttg", "ct", "sl", "ttlb", "l/ctn", "pl/ctn", "tt-lb", "tt/lb"}


@lru_cache(maxsize=16384)
def read_number(number: str, *, types: frozenset[str] | None = None) -> NumberParts:
    """Take a number-symbol apart; a form that is not known gives ``Form.OTHER``.

    Args:
        number: number and symbol, for example ``61/2018/NĐ-CP``.
        types: symbols of types, folded. With them ``2231/SNV-CCHC`` is a letter and not a
            document of type SNV; without them the first letters are taken for the type.
    """
    match = re.fullmatch(_PARTS, unify(number).strip(), re.ASCII)
    if match is None:
        return NumberParts(form=Form.OTHER, number="")
    serial = match["number"].lstrip("0") or "0"
    year = int(match["year"]) if match["year"] else None
    parts = NumberParts(form=Form.OTHER, number=serial, year=year)
    symbol = match["symbol"]
    if term := re.fullmatch(_TERM, symbol, re.IGNORECASE):
        return _of_term(parts, term)
    if fold(symbol) in _OLD:
        kind, _, issuer = symbol.rpartition("/")
        return parts._replace(form=Form.OLD, type=kind or None, issuers=(issuer,))
    if match["first"] == "-" and symbol.count("/") == 1:
        kind, _, issuer = symbol.partition("/")
        return parts._replace(form=Form.PARTY, type=kind, issuers=tuple(issuer.split("-")))
    kind, *issuers = re.split("[-/]", symbol)
    if types is not None and fold(kind) not in types:
        return parts._replace(form=Form.LETTER, issuers=(kind, *issuers))
    return parts._replace(form=_form(fold(kind), year, issuers), type=kind, issuers=tuple(issuers))


def _form(kind: str, year: int | None, issuers: list[str]) -> Form:
    if not issuers:
        return Form.OTHER
    if kind == "vbhn":
        return Form.CONSOLIDATED
    if kind in {"ttlt", "nqlt", "khlt"}:
        return Form.JOINT
    return Form.ADMINISTRATIVE if year is None else Form.NORMATIVE


def _of_term(parts: NumberParts, match: re.Match[str]) -> NumberParts:
    term = int(match["term"]) if match["term"] else None
    form = Form.OLD if match["issuer"].upper() == "HĐNN" else Form.TERM
    return parts._replace(form=form, type=match["type"], issuers=(match["issuer"],), term=term)
