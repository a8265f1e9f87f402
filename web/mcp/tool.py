"""What a tool is: its arguments, the shape of its answer, and the function that answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, NamedTuple, TypeVar

from kg.contract import Store
from web.mcp.arguments import Arguments

_Given = TypeVar("_Given", bound=Arguments)


class Asked(NamedTuple):
    """What a tool is asked of.

    Attributes:
        graph: the graph, open for this call.
        today: the day that stands where the arguments name none.
    """

    graph: Store
    today: date


class Answer(NamedTuple):
    """What a tool answers.

    Attributes:
        text: the answer in words, each line free of control characters.
        content: the same as JSON values, of the tool's shape.
    """

    text: str
    content: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool(Generic[_Given]):
    """A tool as assistants see it.

    Attributes:
        name, title, description: as listed; the description is for the assistant.
        arguments: what it takes; the fields' descriptions are part of the listing.
        shape: JSON Schema of the content of an answer.
        answer: answers; what the project raises on purpose becomes an error of the tool.
    """

    name: str
    title: str
    description: str
    arguments: type[_Given]
    shape: dict[str, Any]
    answer: Callable[[_Given, Asked], Answer]
