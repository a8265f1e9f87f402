"""Patterns compile on first use, so every one of them is compiled here."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import check
import cite
import ingest
import kg
import queries
import report
from kg.patterns import lazy


def modules():
    for package in (check, cite, ingest, kg, queries, report):
        for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            yield importlib.import_module(found.name)


def patterns():
    kind = type(lazy(""))
    for module in modules():
        for name, value in vars(module).items():
            members = value.values() if isinstance(value, dict) else value
            for one in (value, *(members if isinstance(value, tuple | dict) else ())):
                if isinstance(one, kind):
                    yield f"{module.__name__}.{name}", one


def test_every_pattern_of_the_project_compiles():
    found = list(patterns())
    assert len(found) > 100
    for name, pattern in found:
        try:
            re.compile(pattern.pattern, pattern.flags)
        except re.error as error:
            pytest.fail(f"{name}: {error}")


def test_a_lazy_pattern_behaves_as_the_compiled_one():
    one, other = lazy(r"(?P<d>\d+)/x", re.IGNORECASE), re.compile(r"(?P<d>\d+)/x", re.IGNORECASE)
    text = "12/X và 7/x"
    assert [m.span("d") for m in one.finditer(text)] == [m.span("d") for m in other.finditer(text)]
    assert one.sub("", text) == other.sub("", text)


def test_a_malformed_pattern_is_found_by_its_first_text():
    broken = lazy("(")
    with pytest.raises(re.error):
        broken.search("x")
