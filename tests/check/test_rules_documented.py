from __future__ import annotations

import importlib
import inspect
import re
import string
import unicodedata
from pathlib import Path

import pytest
from rule_cases import cases

from check.finding import Message, Severity
from check.registry import all_rules

RULES = all_rules()
IDS = [rule.code for rule in RULES]
HEADINGS = ("Why it matters:", "Example:", "Write instead:", "References:")
CLAIMS = ("không tồn tại", "không có thật", "does not exist", "no such instrument")


def module_of(rule):
    return importlib.import_module(type(rule).__module__)


def messages_of(rule):
    values = [*vars(module_of(rule)).values(), rule.message]
    return [value for value in values if isinstance(value, Message)]


def placeholders(words):
    return sorted(name for _, name, _, _ in string.Formatter().parse(words) if name)


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_docstring_has_all_headings_with_words_in_order(rule):
    doc = inspect.cleandoc(type(rule).__doc__ or "")
    places = [doc.find(f"\n{heading}\n") for heading in HEADINGS]
    assert -1 not in places
    assert places == sorted(places)
    for heading in HEADINGS:
        assert re.search(rf"\n{re.escape(heading)}\n    \S", doc), f"{heading} is empty"


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_file_name_is_code_and_slug(rule):
    expected = f"{rule.code.lower()}_{rule.slug.replace('-', '_')}"
    assert Path(inspect.getfile(type(rule))).stem == expected
    assert (module_of(rule).__doc__ or "").startswith(f"{rule.code}: ")


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_messages_have_equal_placeholders_in_both_languages(rule):
    for message in messages_of(rule):
        assert placeholders(message.vi) == placeholders(message.en)


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_messages_are_nfc_and_end_as_sentences(rule):
    for message in messages_of(rule):
        for words in (message.vi, message.en):
            assert unicodedata.is_normalized("NFC", words)
            assert "Ð" not in words
            assert words.rstrip("}").endswith((".", "chain", "other"))


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_no_message_says_that_an_instrument_does_not_exist(rule):
    for message in messages_of(rule):
        said = f"{message.vi} {message.en}".casefold()
        assert not [claim for claim in CLAIMS if claim in said]


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_a_rule_has_cases_and_a_default_severity(rule):
    assert any(code == rule.code for _, code, _ in cases())
    assert rule.severity in Severity


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_source_is_nfc_without_look_alikes(rule):
    source = inspect.getsource(module_of(rule))
    assert unicodedata.is_normalized("NFC", source)
    assert "Ð" not in source


def test_codes_and_slugs_are_unique():
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert len({rule.slug for rule in RULES}) == len(RULES)
