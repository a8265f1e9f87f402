"""Arguments of tools: what they may be, their JSON Schema, and what is said of wrong ones."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from kg.errors import LegalGraphError

#: Code points of a number, name or list entry; longer ones are no names.
LONGEST_WORDS = 500
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_SHOWN = 40


class Arguments(BaseModel):
    """Base of the arguments of all tools."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    language: Annotated[
        Literal["vi", "en"],
        Field(description="Language of the answer: vi (Vietnamese, the default) or en (English)."),
    ] = "vi"


_Model = TypeVar("_Model", bound=Arguments)


def _read_day(value: object) -> datetime.date:
    """Return the day of an ISO date; other writings leave open which number is the month."""
    try:
        if isinstance(value, str) and _ISO.fullmatch(value.strip()):
            return datetime.date.fromisoformat(value.strip())
    except ValueError:
        pass
    raise ValueError(f"{cut(repr(value))} is no day of the calendar written YYYY-MM-DD")


Day = Annotated[datetime.date, BeforeValidator(_read_day)]
Words = Annotated[str, Field(max_length=LONGEST_WORDS)]


def cut(words: str, most: int = _SHOWN) -> str:
    """Return the beginning of words that are too long to be repeated."""
    return words if len(words) <= most else f"{words[: most - 1]}…"


def read_arguments(model: type[_Model], given: Mapping[str, Any]) -> _Model:
    """Return the arguments of a call; what is null or blank counts as not given.

    Raises:
        LegalGraphError: an argument is missing, unknown or wrong; the message says which, why and
            what to give instead.
    """
    stated = {
        name: value
        for name, value in given.items()
        if value is not None and not (isinstance(value, str) and not value.strip())
    }
    try:
        return model.model_validate(stated)
    except ValidationError as error:
        wrong = error.errors(include_url=False)
        raise LegalGraphError(" ".join(_said(model, one) for one in wrong)) from None


def _said(model: type[Arguments], wrong: ErrorDetails) -> str:
    """Return what is wrong with one argument and what to do."""
    name = str(wrong["loc"][0]) if wrong["loc"] else "?"
    lead = f"argument {cut(name)!r}:"
    if wrong["type"] == "extra_forbidden":
        return f"{lead} not known. Arguments are: {', '.join(model.model_fields)}."
    says = model.model_fields[name].description or ""
    if wrong["type"] == "missing":
        return f"{lead} missing. Give it: {says}"
    if wrong["type"] == "string_too_long":
        most = wrong["ctx"]["max_length"]
        return f"{lead} {len(wrong['input']):,} characters, more than {most:,}. {says}"
    return f"{lead} {wrong['msg'].removeprefix('Value error, ')}. {says}"


def schema_of(model: type[Arguments]) -> dict[str, Any]:
    """Return the JSON Schema of a tool's arguments, flat: some assistants read no other."""
    schema = model.model_json_schema()
    return {
        "type": "object",
        "properties": {name: _plain(field) for name, field in schema["properties"].items()},
        "required": schema.get("required", []),
        "additionalProperties": False,
    }


def _plain(field: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of one argument; that it may be left out is told by ``required``."""
    kept = {name: value for name, value in field.items() if name not in ("anyOf", "title")}
    if kept.get("default", ...) is None:
        del kept["default"]
    for choice in field.get("anyOf", ()):
        if choice != {"type": "null"}:
            kept = choice | kept
    return kept
