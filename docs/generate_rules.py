"""Write docs/rules/ from the rules' docstrings, messages and cases; ``--check`` fails on drift."""

from __future__ import annotations

import argparse
import importlib
import inspect
import re
import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from check.finding import Message  # noqa: E402 - the root must be importable first
from check.registry import all_rules  # noqa: E402
from check.rule import Rule  # noqa: E402

PAGES = ROOT / "docs" / "rules"
CASES = ROOT / "tests" / "cases" / "rules"
_HEADING = re.compile(r"^(Why it matters|Example|Write instead|References):\n", re.MULTILINE)
_NOTE = "<!-- Made by docs/generate_rules.py from the rule and its cases. Do not edit. -->"
_GROUPS = {
    "VD0": "Form",
    "VD1": "Identity",
    "VD2": "Effect in time",
    "VD3": "Provisions",
    "VD4": "Rank and legal basis",
    "VD5": "Bodies and terms",
}


def pages() -> dict[str, str]:
    """Return file name to text of all pages."""
    made = {f"{rule.code}.md": page(rule) for rule in all_rules()}
    return {"README.md": index(), **made}


def index() -> str:
    """Return the list of all rules, by group."""
    lines = [_NOTE, "", "# Quy tắc kiểm tra", ""]
    lines += [
        "Rules by code. `viendan explain VD103` prints a rule's messages and explanation.",
        "",
    ]
    for start, group in _GROUPS.items():
        rules = [rule for rule in all_rules() if rule.code.startswith(start)]
        if rules:
            lines += [f"## {start}xx {group}", "", "| code | name | severity | message |"]
            lines += ["|---|---|---|---|", *(_row(rule) for rule in rules), ""]
    return "\n".join(lines)


def _row(rule: Rule) -> str:
    link = f"[{rule.code}]({rule.code}.md)"
    return f"| {link} | {rule.slug} | {rule.severity.slug} | {_cell(rule.message.vi)} |"


def page(rule: Rule) -> str:
    """Return the page of one rule: messages, docstring, cases."""
    doc = inspect.cleandoc(type(rule).__doc__ or "")
    lead, *sections = _HEADING.split(doc)
    lines = [_NOTE, "", f"# {rule.code} {rule.slug}", "", f"> {rule.message.vi}", ""]
    lines += [f"Severity: {rule.severity.slug}, where nothing else is said below.", ""]
    lines += [lead.strip(), ""]
    for heading, words in zip(sections[::2], sections[1::2], strict=True):
        lines += [f"## {heading}", "", inspect.cleandoc(words).strip(), ""]
    lines += ["## Messages", "", "| vi | en |", "|---|---|"]
    lines += [f"| {_cell(m.vi)} | {_cell(m.en)} |" for m in _messages(rule)]
    lines += ["", "## Cases", ""]
    for case in yaml.safe_load((CASES / f"{rule.code}.yaml").read_text(encoding="utf-8")):
        lines += [*_case(case), ""]
    return "\n".join(lines)


def _messages(rule: Rule) -> list[Message]:
    module = importlib.import_module(type(rule).__module__)
    others = [value for value in vars(module).values() if isinstance(value, Message)]
    return [rule.message, *others]


def _case(case: dict[str, Any]) -> list[str]:
    day = f"{case['date']}"
    if "as_of" in case:
        day += f", as of {case['as_of']}"
    lines = [f"### {case['name']}", "", f"Draft of {day}:", ""]
    lines += [f"> {line}".rstrip() for line in case["text"].strip().splitlines()]
    lines += ["", *_graph(case.get("graph"))]
    if not case["expect"]:
        return [*lines, "No finding."]
    for found in case["expect"]:
        lines.append(f"- {found['severity']} on “{found['at']}”")
        if found.get("suggestion"):
            lines.append(f"  - proposal: “{found['suggestion']}”")
        if found.get("says"):
            lines.append(f"  - message: “{found['says']}”")
    return lines


def _graph(sketch: dict[str, Any] | str | None) -> list[str]:
    if isinstance(sketch, str) or not sketch:
        return []
    known = [f"`{_known(name, facts or {})}`" for name, facts in sketch["instruments"].items()]
    known += [f"`{line}`" for line in sketch.get("relations", ())]
    known += [
        f"`{name}: {field} {value}`"
        for name, fields in sketch.get("attestations", {}).items()
        for field, values in fields.items()
        for value in values
    ]
    return [f"Known: {'; '.join(known)}.", ""]


def _known(name: str, facts: dict[str, Any]) -> str:
    days = ", ".join(
        f"{key} {facts[key]}" for key in ("signed", "effective", "expires") if key in facts
    )
    return " ".join(part for part in (facts.get("number", name), days) if part)


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


def main() -> int:
    """Write the pages, or say which of them differ from what would be written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail on drift")
    check_only = parser.parse_args().check
    made = pages()
    stale = [p.name for p in PAGES.glob("*.md") if p.name not in made]
    for name, text in made.items():
        path = PAGES / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if not check_only:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
    if check_only and stale:
        sys.stdout.write(f"{', '.join(sorted(stale))}: out of date. Run {Path(__file__).name}.\n")
        return 1
    for name in stale:
        if name not in made:
            (PAGES / name).unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
