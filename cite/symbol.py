"""The symbol of a number: reading it, repairing its form, and what its letters say.

A symbol is the part after the number: ``NĐ-CP``, ``QĐ-UBND``, ``TTLT-BCT-BTC``, ``QH15``. Letters
are repaired (case, plain D, lost hyphens) only where the vocabulary knows the repaired form, so a
unit's own letters are never invented (grammar: domain notes 1.4, NĐ 30/2020 Phụ lục III).
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.patterns import lazy
from kg.vocab import load_vocabulary

_TOKEN = lazy(r"[^\W_][^\W_&]*(?:&[^\W_]+)*")
_SEPARATOR = lazy(r"\s*[-./]\s*")
_TERM = lazy(r"(QH|UBTVQH|HĐNN)(\d{1,2}|[IVX]{1,4})$", re.IGNORECASE)
_TERM_NEXT = lazy(r"\s?(\d{1,2}|[IVX]{1,4})(?!\w)")
_OWN_CASE = ("TTg", "CTr", "TTr", "QyĐ", "TrS", "QĐi", "ThU", "CTrHĐ", "TTHĐ", "KLg")
_UNITS = frozenset({"BTT", "BTV", "VP", "BCĐ"})
"""Letters of a part of the body before them (KH-MTTQ-BTT)."""
_LONGEST_OFFICE = 8
_EXTRA = (
    "SL", "LCT", "TTLB", "TTLT", "NQLT", "CTPH", "CTN", "HĐBT", "UB", "UBND", "CTUBND", "HĐND",
    "MTTQ", "MTTW", "BTT", "TU", "TW", "ĐU", "HU", "QU", "CB", "VP", "BCĐ", "BCH", "BTV", "UBTVQH",
    "HĐTP", "TANDTC", "VKSNDTC", "KTNN", "VPQH", "VPCTN", "TLĐ", "CĐVCVN", "BBT", "VBHN", "L", "PL",
    "SGDĐT", "SGD&ĐT", "BGD&ĐT", "SLĐTBXH", "SLĐTB&XH", "BLĐTB&XH", "SKHĐT", "SKH&ĐT", "BKH&ĐT",
)  # fmt: skip


def _plain(letters: str) -> str:
    return letters.casefold().replace("đ", "d")


@lru_cache(maxsize=1)
def _letters() -> tuple[dict[str, str], dict[str, str], dict[str, str], frozenset[str]]:
    """Return canonical letters by case-folded and by D-less form, of types and of bodies."""
    vocabulary = load_vocabulary()
    types = {
        s for t in vocabulary.types.values() for s in t.symbols if "{" not in s and "/" not in s
    }
    types = {part for s in types for part in s.split("-")} | {"NĐ", "NQ", "QĐ", "CT", "TT", "KL"}
    bodies = (
        {s for i in vocabulary.issuers.values() for s in i.symbols} | set(_EXTRA) | set(_OWN_CASE)
    )
    by_case: dict[str, str] = {}
    type_plain: dict[str, str] = {}
    body_plain: dict[str, str] = {}
    for s in sorted(bodies | types):
        by_case.setdefault(s.casefold(), s)
    for s in sorted(types):
        type_plain.setdefault(_plain(s), s)
    for s in sorted(bodies):
        body_plain.setdefault(_plain(s), s)
    return by_case, type_plain, body_plain, frozenset(types)


def known_letters() -> tuple[frozenset[str], frozenset[str]]:
    """Return the letters of types and those of bodies that the vocabulary and usage know."""
    by_case, _, _, types = _letters()
    return types, frozenset(by_case.values()) - types | _BODIES_ALONE


def is_type_symbol(token: str) -> bool:
    """Return whether ``token`` is the letters of a type (NĐ, QĐ, KH …) in any case or plain D."""
    by_case, type_plain, _, types = _letters()
    canonical = by_case.get(token.casefold(), token)
    return canonical in types or _plain(token) in type_plain


def _looks_like_letters(token: str) -> bool:
    if token[0].isdigit():
        return False
    if token.isupper():
        return True
    if token in _OWN_CASE:
        return True
    uppers = sum(c.isupper() for c in token)
    lowers = sum(c.islower() for c in token)
    return uppers >= 2 and lowers <= 2 and token[0].isupper()


def read_symbol(
    window: str, start: int, *, office: bool = False
) -> tuple[int, tuple[str, ...]] | None:
    """Return the end of the symbol at ``start`` and its pieces, letters and separators in turn.

    ``window`` is folded text; ``office`` says that the words before name an official letter, whose
    letters are those of any office (snv-cchc). ``None`` when what stands there is not a symbol.
    """
    first = _TOKEN.match(window, start)
    if first is None:
        return None
    by_case = _letters()[0]
    token = first.group()
    if not _looks_like_letters(token):
        known = token.casefold() in by_case or _squashed(token) is not None
        known = known or (office and token.islower() and len(token) <= _LONGEST_OFFICE)
        if not known and _TERM.match(token) is None:
            return None
        if token[1:].islower() and not token.islower():
            return None
    lower = token.islower()
    end = first.end()
    if token.upper() in {"QH", "UBTVQH", "HĐNN"}:
        term = _TERM_NEXT.match(window, end)
        if term is not None:
            token, end = token + term.group(1), term.end()
    pieces = [token]
    while len(pieces) < 15:
        separator = _SEPARATOR.match(window, end)
        if separator is None:
            break
        following = _TOKEN.match(window, separator.end())
        if following is None or not _continues(pieces, separator.group(), following.group(), lower):
            break
        mark = separator.group().strip()
        pieces += [mark, following.group()]
        end = following.end()
    return end, tuple(pieces)


def _is_word(token: str) -> bool:
    """Return whether a token is a word in title case and not letters of a symbol."""
    return token[0].isupper() and token[1:].islower() and token not in _OWN_CASE


def _continues(pieces: list[str], separator: str, token: str, lower: bool) -> bool:
    mark = separator.strip()
    if token[0].isdigit() and mark != "-":
        return False
    known = token.casefold() in _letters()[0]
    if lower:
        longest = 10 if is_type_symbol(pieces[0]) else _LONGEST_OFFICE
        unit = separator == mark == "-" and len(token) <= longest
        if not known and not unit and not _TERM.match(token):
            return False
    elif not (known or _looks_like_letters(token)) or _is_word(token):
        return False
    # A zero-width space is no blank that a writer put there.
    if separator.replace("\x1f", "") == mark:
        return mark != "." or len(token) > 1
    return _spaced(pieces, separator, token, known=known)


def _spaced(pieces: list[str], separator: str, token: str, *, known: bool) -> bool:
    """Return whether letters behind a mark with blanks around it still belong to the symbol."""
    bare_type = len(pieces) == 1 and is_type_symbol(pieces[0])
    if separator.strip() == ".":
        return separator[0].isspace() and bare_type
    if bare_type or pieces[0].upper() in {"TTLT", "NQLT", "TTLB"}:
        return True
    if not token.isupper() or len(token) < 2:
        return False
    broken_line = not separator[0].isspace() and "\n" in separator
    central = pieces[0].endswith("TW") and token.endswith("TW")
    office = len(pieces) == 1 and pieces[0].isupper() and (not known or token in {"VP"} or central)
    going_on = len(pieces) > 1 and is_type_symbol(pieces[0]) and separator == " - "
    going_on = going_on and (not known or token in _UNITS)
    return broken_line or office or going_on


_BODIES_ALONE = frozenset({"CP", "TTg", "HĐBT", "QH", "UBTVQH", "CTN", "HĐNN"})
"""Letters of a body that stand for a type in old numbers (64-CP, 95/CP)."""


@lru_cache(maxsize=1024)
def _squashed(token: str) -> tuple[str, str] | None:
    """Return type and body letters when ``token`` is both with the hyphen lost (NQCP)."""
    by_case, type_plain, body_plain, types = _letters()
    if by_case.get(token.casefold()) is not None:
        return None
    real = types - _BODIES_ALONE
    for cut in (4, 3, 2):
        head, rest = token[:cut], token[cut:]
        kind = by_case.get(head.casefold())
        if kind not in real:
            kind = type_plain.get(_plain(head)) if "đ" not in head.casefold() else None
        body = by_case.get(rest.casefold()) or body_plain.get(_plain(rest))
        if kind in real and body and rest and (body in _BODIES_ALONE or body not in types):
            return kind, body
    return None


def _repair(token: str, *, first: bool) -> str:
    by_case, type_plain, body_plain, types = _letters()
    term = _TERM.match(token)
    if term:
        stem = "HĐNN" if _plain(term.group(1)) == "hdnn" else term.group(1).upper()
        return stem + term.group(2).upper()
    known = by_case.get(token.casefold())
    if first:
        if known in types:
            return known
        return (
            type_plain.get(_plain(token)) or known or body_plain.get(_plain(token)) or _upper(token)
        )
    return known or body_plain.get(_plain(token)) or _upper(token)


def _upper(token: str) -> str:
    return token.upper() if token.islower() else token


@lru_cache(maxsize=1024)
def canonical_symbol(pieces: tuple[str, ...], *, body: bool = False) -> str:
    """Return the symbol in the form it should have; unknown letters stay as they are.

    ``body`` is for the part behind a Party number's slash, which has no type letters.
    """
    letters = list(pieces[::2])
    marks = list(pieces[1::2])
    split = (
        None if body else _squashed(letters[0]) if len(letters) == 1 or marks[0] == "-" else None
    )
    if split:
        letters[:1] = split
        marks.insert(0, "-")
    fixed = [_repair(letters[0], first=not body)]
    fixed += [_repair(token, first=False) for token in letters[1:]]
    return "".join(a + b for a, b in zip(fixed, [*marks, ""], strict=True))


@lru_cache(maxsize=1024)
def type_letters(symbol: str) -> str | None:
    """Return the letters of the type in a canonical symbol, ``None`` for a letter's (công văn)."""
    head = re.split(r"[-/.]", symbol, maxsplit=1)[0]
    return head if head in _letters()[3] else None
