"""``explain``: what a rule looks for and why, as ``viendan explain`` and ``viendan rules``."""

from __future__ import annotations

from importlib import import_module
from inspect import cleandoc
from typing import Annotated, Any

from pydantic import Field

from check.finding import Message
from check.registry import all_rules, rule_by_name
from check.rule import Rule
from kg.errors import LegalGraphError
from report.to_json import coverage_json
from web.mcp.arguments import Arguments, Words, cut
from web.mcp.coverage import coverage_words
from web.mcp.shapes import COVERAGE, TEXT, YES_NO, name_of_schema, record, rows, told
from web.mcp.tool import Answer, Asked, Tool


class ExplainArguments(Arguments):
    """What ``explain`` takes."""

    rule: Annotated[
        Words | None,
        Field(description="Code or name of a rule: VD201, replaced. Without it: all rules."),
    ] = None


_MESSAGE = record(vi=TEXT, en=TEXT)
_RULE = record(
    ("explanation", "messages", "safe"),
    code=TEXT,
    rule=TEXT,
    severity=told({"enum": ["error", "warning", "info"]}, "Where the page says nothing else."),
    message=told(_MESSAGE, "With {placeholders}."),
    summary=TEXT,
    explanation=told(TEXT, "What it finds and what not, why it matters, what to write instead."),
    messages=told(rows(_MESSAGE), "Further messages of the rule."),
    safe=told(YES_NO, "Whether its proposals may be written without asking."),
)
_SHAPE = record(
    schema=name_of_schema("viendan.mcp.explain/1"), rules=rows(_RULE), coverage=COVERAGE
)


def _answer(given: ExplainArguments, asked: Asked) -> Answer:
    content: dict[str, Any] = {"schema": "viendan.mcp.explain/1"}
    if given.rule is None:
        content["rules"] = [_brief(rule) for rule in all_rules()]
        words = "\n".join(_line(rule, given.language) for rule in all_rules())
    else:
        rule = _named(given.rule)
        content["rules"] = [_page(rule)]
        words = _page_text(rule, given.language)
    content["coverage"] = coverage_json(asked.graph)
    return Answer(f"{words}\n\n{coverage_words(asked.graph, given.language)}", content)


def _named(name: str) -> Rule:
    try:
        return rule_by_name(name)
    except LegalGraphError:
        raise LegalGraphError(
            f"argument 'rule': no rule is called {cut(name)!r}. Call explain without it for the "
            "list of codes and names."
        ) from None


def _doc(rule: Rule) -> str:
    return cleandoc(type(rule).__doc__ or "")


def _brief(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "rule": rule.slug,
        "severity": rule.severity.slug,
        "message": rule.message._asdict(),
        "summary": _doc(rule).partition("\n")[0],
    }


def _page(rule: Rule) -> dict[str, Any]:
    return _brief(rule) | {
        "explanation": _doc(rule),
        "messages": [message._asdict() for message in _further(rule)],
        "safe": rule.safe,
    }


def _further(rule: Rule) -> list[Message]:
    """Return the messages of a rule's file beside its first."""
    module = import_module(type(rule).__module__)
    return [value for value in vars(module).values() if isinstance(value, Message)]


def _line(rule: Rule, language: str) -> str:
    words = _doc(rule).partition("\n")[0] if language == "en" else rule.message.vi
    return f"{rule.code} {rule.slug} ({rule.severity.label(language)}): {words}"


def _page_text(rule: Rule, language: str) -> str:
    lines = [f"{rule.code} {rule.slug} ({rule.severity.label(language)})"]
    for message in (rule.message, *_further(rule)):
        lines += [f"vi: {message.vi}", f"en: {message.en}"]
    return "\n".join([*lines, "", _doc(rule)])


EXPLAIN = Tool(
    name="explain",
    title="Giải thích quy tắc / Explain a rule",
    description=(
        "Tells what a rule of check_citations looks for, why it matters and what to write instead, "
        "with its messages in Vietnamese and English (the explanation itself is in English). "
        "Without an argument: the list of all rules."
    ),
    arguments=ExplainArguments,
    shape=_SHAPE,
    answer=_answer,
)
