"""All rules, found by walking ``check.rules``."""

from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache

import check.rules
from check.rule import Rule
from kg.errors import LegalGraphError


@lru_cache(maxsize=1)
def all_rules() -> tuple[Rule, ...]:
    """Return one instance of every rule, in the order of their codes."""
    found: list[Rule] = []
    for module in pkgutil.iter_modules(check.rules.__path__):
        loaded = importlib.import_module(f"check.rules.{module.name}")
        found += [
            value()
            for value in vars(loaded).values()
            if isinstance(value, type)
            and issubclass(value, Rule)
            and value.__module__ == loaded.__name__
        ]
    return tuple(sorted(found, key=lambda rule: rule.code))


def rule_by_name(name: str) -> Rule:
    """Return the rule with a code (VD103) or slug (misdated), in any case.

    Raises:
        LegalGraphError: no rule has this name.
    """
    folded = name.strip().casefold()
    for rule in all_rules():
        if folded in {rule.code.casefold(), rule.slug}:
            return rule
    raise _no_rule(name)


def select_rules(select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> tuple[Rule, ...]:
    """Return the rules to apply.

    Args:
        select: codes, beginnings of codes (VD2) or slugs; empty for all.
        ignore: the same, taken away afterwards.

    Raises:
        LegalGraphError: a name fits no rule.
    """
    chosen = all_rules() if not select else tuple(r for r in all_rules() if _named(r, select))
    for name in (*select, *ignore):
        if not any(_named(rule, (name,)) for rule in all_rules()):
            raise _no_rule(name)
    return tuple(rule for rule in chosen if not _named(rule, ignore))


def _no_rule(name: str) -> LegalGraphError:
    return LegalGraphError(f"{name!r}: no such rule. `viendan rules` lists all codes and names.")


def _named(rule: Rule, names: tuple[str, ...]) -> bool:
    return any(
        rule.slug == name.casefold() or rule.code.casefold().startswith(name.casefold())
        for name in names
        if name
    )
