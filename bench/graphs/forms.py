"""The forms of numbers that the generated instruments bear: who issues what, how often, when.

Types, issuers and provinces are those of ``kg/vocab``. A form is one series of numbers: decrees of
the Government, administrative decisions of one province. ``weight`` is its share of all
instruments.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

from kg.ids import PREFIX
from kg.text import slug
from kg.vocab import Issuer, Vocabulary

Style = Literal["year", "plain", "party", "term"]

#: Rank of a form among the others: laws, central government and Party, ministries, norms of
#: provinces, everything else. Relations mostly lead from a higher number to a lower one.
TIERS = 5
_LAW, _CENTRAL, _MINISTRY, _PROVINCE, _OTHER = range(TIERS)
_CONGRESS = 2001
_JOINT = (("BLĐTBXH", "BTC"), ("BTC", "BTP"), ("BNV", "BTC"), ("BYT", "BTC"), ("BCA", "BTP"))
_LAST_JOINT = date(2016, 6, 30)
#: Of these, collections hold a part, so that their numbers have gaps.
_REACH: dict[tuple[str, Style], int] = {
    ("quyet-dinh", "plain"): 3000,
    ("cong-van", "plain"): 8000,
    ("ke-hoach", "plain"): 300,
    ("nghi-quyet", "plain"): 150,
    ("bao-cao", "plain"): 400,
}
_UNITS = ("VP", "KTTH", "PC", "TCCB", "NC", "KSTT")


class Form(NamedTuple):
    """One series of numbers.

    Attributes:
        type, issuer, kind, territory: as in ``kg.model.Instrument``.
        word: name of the type, as a citation writes it.
        symbol: what follows number and year, without the term of the Assembly.
        style: how number, year and symbol are joined, and when counting begins anew.
        tier: rank among forms.
        weight: share of the instruments, relative to other forms.
        reach: about the last number of a year; 0 where collections hold every number.
        since, until: first and last day on which the issuer existed.
        consolidates: name of the issuer whose instruments it consolidates, for VBHN.
    """

    type: str
    word: str
    issuer: str
    symbol: str
    style: Style
    tier: int
    weight: float
    kind: str
    territory: str | None = None
    since: date = date.min
    until: date = date.max
    consolidates: str | None = None
    reach: int = 0

    @property
    def head(self) -> str:
        """The IRI up to the date."""
        return f"{PREFIX}{self.type}/{slug(self.issuer)}/"

    @property
    def place(self) -> str | None:
        """The territory with the word for its kind, as titles name it."""
        if self.territory is None:
            return None
        city = "thành phố" in self.issuer or "Thành ủy" in self.issuer
        return f"{'thành phố' if city else 'tỉnh'} {self.territory}"

    @property
    def counter(self) -> tuple[str, str, str]:
        """What shares one count: laws and resolutions of the Assembly do."""
        shared = "" if self.style == "term" else self.type
        return shared, self.issuer, self.style + self.symbol

    def tail(self, year: int) -> str:
        """Return what follows the serial number in numbers of a year."""
        if self.style == "term":
            return f"/{year}/{self.symbol}{term(year)}"
        if self.style == "year":
            return f"/{year}/{self.symbol}"
        return f"-{self.symbol}" if self.style == "party" else f"/{self.symbol}"

    def period(self, year: int) -> int:
        """Return a number that changes when counting begins anew: each year, or each congress."""
        return (year - _CONGRESS) // 5 if self.style == "party" else year


def term(year: int) -> int:
    """Return the National Assembly's term of most of a year."""
    if year >= 2011:
        return 13 + (year - 2011) // 5
    return 12 if year >= 2007 else 11 + (year - 2002) // 5


def forms(vocabulary: Vocabulary) -> tuple[Form, ...]:
    """Return all forms, the same in every run."""
    words = {entry.id: entry.vi for entry in vocabulary.types.values()}
    found = [*_central(), *_ministries(vocabulary), *_provinces(vocabulary)]
    return tuple(
        form._replace(word=words[form.type], reach=_REACH.get((form.type, form.style), 0))
        for form in found
    )


def _central() -> Iterator[Form]:
    assembly, committee = "Quốc hội", "Ủy ban Thường vụ Quốc hội"
    justices = "Hội đồng Thẩm phán Tòa án nhân dân tối cao"
    government, premier = "Chính phủ", "Thủ tướng Chính phủ"
    party, politburo, secretariat = "Ban Chấp hành Trung ương", "Bộ Chính trị", "Ban Bí thư"
    rows: tuple[tuple[str, str, str, Style, int, float, str], ...] = (
        ("luat", assembly, "QH", "term", _LAW, 2.5, "qppl"),
        ("bo-luat", assembly, "QH", "term", _LAW, 0.1, "qppl"),
        ("nghi-quyet", assembly, "QH", "term", _LAW, 1.2, "qppl"),
        ("phap-lenh", committee, "UBTVQH", "term", _LAW, 0.4, "qppl"),
        ("nghi-quyet", committee, "UBTVQH", "term", _LAW, 1.5, "qppl"),
        ("nghi-dinh", government, "NĐ-CP", "year", _CENTRAL, 20, "qppl"),
        ("nghi-quyet", government, "NQ-CP", "plain", _CENTRAL, 12, "administrative"),
        ("quyet-dinh", premier, "QĐ-TTg", "year", _CENTRAL, 6, "qppl"),
        ("quyet-dinh", premier, "QĐ-TTg", "plain", _CENTRAL, 40, "administrative"),
        ("chi-thi", premier, "CT-TTg", "plain", _CENTRAL, 5, "administrative"),
        ("cong-dien", premier, "CĐ-TTg", "plain", _OTHER, 4, "administrative"),
        ("nghi-quyet", justices, "NQ-HĐTP", "year", _MINISTRY, 2, "qppl"),
        ("nghi-quyet", party, "NQ/TW", "party", _CENTRAL, 0.6, "party"),
        ("nghi-quyet", politburo, "NQ/TW", "party", _CENTRAL, 1, "party"),
        ("chi-thi", politburo, "CT/TW", "party", _CENTRAL, 1, "party"),
        ("ket-luan", politburo, "KL/TW", "party", _CENTRAL, 2, "party"),
        ("chi-thi", secretariat, "CT/TW", "party", _CENTRAL, 1, "party"),
        ("quy-dinh", secretariat, "QĐ/TW", "party", _CENTRAL, 1, "party"),
    )
    for type_, issuer, symbol, style, tier, weight, kind in rows:
        yield Form(type_, "", issuer, symbol, style, tier, weight, kind)
    yield _consolidated("Văn phòng Quốc hội", "VPQH", assembly, 4)


def _consolidated(issuer: str, symbol: str, of: str, weight: float) -> Form:
    kind, tier = "administrative", _OTHER
    form = Form("van-ban-hop-nhat", "", issuer, f"VBHN-{symbol}", "plain", tier, weight, kind)
    return form._replace(consolidates=of)


def _ministries(vocabulary: Vocabulary) -> Iterator[Form]:
    level = ("central", "court", "other")
    above = {"QH", "UBTVQH", "CTN", "CP", "TTg", "HĐBT", "HĐNN", "BCĐCCHC", "HĐTP"}
    issuers = [i for i in vocabulary.issuers.values() if i.level in level]
    for issuer in issuers:
        symbol = issuer.symbols[0]
        if symbol in above:
            continue
        for form in _ministry(issuer.vi, symbol):
            yield _living(form, issuer)
    by_symbol: dict[str, Issuer] = {i.symbols[0]: i for i in issuers}
    for first, second in _JOINT:
        names = f"{by_symbol[first].vi}, {by_symbol[second].vi}"
        symbol = f"TTLT-{first}-{second}"
        form = Form("thong-tu-lien-tich", "", names, symbol, "year", _MINISTRY, 1, "qppl")
        yield form._replace(until=_LAST_JOINT)


def _ministry(name: str, symbol: str) -> Iterator[Form]:
    unit = _UNITS[len(symbol) % len(_UNITS)]
    yield Form("thong-tu", "", name, f"TT-{symbol}", "year", _MINISTRY, 7, "qppl")
    rows = (
        ("quyet-dinh", f"QĐ-{symbol}", _MINISTRY, 8.0),
        ("chi-thi", f"CT-{symbol}", _MINISTRY, 0.4),
        ("cong-van", f"{symbol}-{unit}", _OTHER, 6.0),
        ("ke-hoach", f"KH-{symbol}", _OTHER, 1.0),
    )
    for type_, symbols, tier, weight in rows:
        yield Form(type_, "", name, symbols, "plain", tier, weight, "administrative")
    yield _consolidated(name, symbol, name, 2)


def _living(form: Form, issuer: Issuer) -> Form:
    return form._replace(since=issuer.valid_from or date.min, until=issuer.valid_to or date.max)


def _provinces(vocabulary: Vocabulary) -> Iterator[Form]:
    day = timedelta(days=1)
    for province in vocabulary.provinces.values():
        merged = province.successor and province.merged_on
        until = merged - day if merged else date.max
        for form in _province(province.vi):
            yield form._replace(until=until)


def _province(name: str) -> Iterator[Form]:
    city = name.startswith("Thành phố ")
    bare = name.removeprefix("Thành phố ").removeprefix("Tỉnh ")
    whole = f"thành phố {bare}" if city else f"tỉnh {bare}"
    committee, council = f"Ủy ban nhân dân {whole}", f"Hội đồng nhân dân {whole}"
    party = f"{'Thành ủy' if city else 'Tỉnh ủy'} {bare}"
    rows: tuple[tuple[str, str, str, Style, int, float, str], ...] = (
        ("quyet-dinh", committee, "QĐ-UBND", "year", _PROVINCE, 1.8, "qppl"),
        ("nghi-quyet", council, "NQ-HĐND", "year", _PROVINCE, 0.9, "qppl"),
        ("chi-thi", committee, "CT-UBND", "plain", _PROVINCE, 0.5, "administrative"),
        ("quyet-dinh", committee, "QĐ-UBND", "plain", _OTHER, 5, "administrative"),
        ("nghi-quyet", council, "NQ-HĐND", "plain", _OTHER, 0.7, "administrative"),
        ("ke-hoach", committee, "KH-UBND", "plain", _OTHER, 2.2, "administrative"),
        ("bao-cao", committee, "BC-UBND", "plain", _OTHER, 0.3, "administrative"),
        ("cong-van", committee, "UBND-NC", "plain", _OTHER, 1.5, "administrative"),
        ("nghi-quyet", party, "NQ/TU", "party", _OTHER, 0.2, "party"),
        ("chi-thi", f"Ban Thường vụ {party}", "CT/TU", "party", _OTHER, 0.2, "party"),
        ("ke-hoach", party, "KH/TU", "party", _OTHER, 0.2, "party"),
    )
    for type_, issuer, symbol, style, tier, weight, kind in rows:
        yield Form(type_, "", issuer, symbol, style, tier, weight, kind, territory=bare)
