from __future__ import annotations

import pytest

from check.registry import all_rules, rule_by_name, select_rules
from kg.errors import LegalGraphError


def codes(rules):
    return [rule.code for rule in rules]


def test_all_rules_in_order_of_their_codes():
    found = codes(all_rules())
    assert found == sorted(found)
    assert {"VD001", "VD108", "VD201", "VD502"} <= set(found)


@pytest.mark.parametrize("name", ["VD103", "vd103", " misdated ", "Misdated"])
def test_a_rule_by_code_or_slug_in_any_case(name):
    assert rule_by_name(name).code == "VD103"


@pytest.mark.parametrize("name", ["VD1", "VD999", "", "mis"])
def test_an_unknown_rule_is_an_error_that_names_it(name):
    with pytest.raises(LegalGraphError, match="no such rule"):
        rule_by_name(name)


def test_nothing_chosen_is_everything():
    assert select_rules() == all_rules()


def test_select_by_beginning_code_and_slug():
    assert codes(select_rules(("VD20",))) == [f"VD20{i}" for i in range(1, 10)]
    assert codes(select_rules(("misdated", "vd001"))) == ["VD001", "VD103"]


def test_ignore_is_taken_away_from_what_is_selected():
    kept = codes(select_rules(("VD2",), ("VD210", "amended-since")))
    assert "VD209" in kept
    assert not {"VD208", "VD210"} & set(kept)
    assert codes(select_rules((), ("VD",))) == []


@pytest.mark.parametrize(
    "names", [(("VD9",), ()), ((), ("no-such",)), (("VD103", "x"), ()), (("",), ())]
)
def test_an_unknown_name_is_an_error(names):
    with pytest.raises(LegalGraphError, match="no such rule"):
        select_rules(*names)
