"""The form of the check page as a browser sends it, with or without script."""

from __future__ import annotations

from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field
from starlette.datastructures import UploadFile
from starlette.requests import Request

from web.api.sent import validated
from web.api.wishes import CheckOptions, Key, Language
from web.days import Day
from web.problems import ProblemError
from web.settings import Settings
from web.tasks.drafts import file_name
from web.tasks.proposals import LONGEST

PAGE = "page"
"""What is wanted back where it is no file."""
_FIELDS = 50
_OPTIONS = ("date", "as_of", "issuer", "language")


class Filled(NamedTuple):
    """The form as it was filled in.

    Attributes:
        values: of its fields but the file, to fill it in again.
        data: of the file; ``None`` where a text was pasted.
        name: of the file.
        options: how the draft is judged and what is wanted back.
        page: whether that is the page.
    """

    values: dict[str, str]
    data: bytes | None
    name: str
    options: CheckOptions
    page: bool

    @property
    def text(self) -> str:
        """The text pasted."""
        return self.values.get("text", "")


class Accepted(BaseModel):
    """A text as the page shows it, and the findings whose corrections are accepted."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(max_length=LONGEST)
    kind: str
    date: Day | None = None
    as_of: Day
    issuer: str | None = Field(None, max_length=300)
    language: Language = "vi"
    accept: list[Key] = Field(max_length=10_000)


async def filled_in(request: Request, settings: Settings, values: dict[str, str]) -> Filled:
    """Return the form of a request.

    Args:
        request: that has it.
        settings: of the server.
        values: gets the fields, also where the form is refused.

    Raises:
        ProblemError: neither a file nor a text, both, or another field is wrong.
    """
    largest = settings.limits.text
    async with request.form(max_files=1, max_fields=_FIELDS, max_part_size=largest) as form:
        values |= {name: value for name, value in form.items() if isinstance(value, str)}
        file = form.get("file")
        data, name = None, ""
        # A browser sends the field of a file also where none was chosen.
        if isinstance(file, UploadFile) and (file.filename or file.size):
            data, name = await file.read(), file_name(file.filename) or "van-ban"
    if data is not None and values.get("text", "").strip():
        raise ProblemError("invalid", "both a file and a text were given. Give one of them.")
    if data is None and not values.get("text", "").strip():
        raise ProblemError("invalid", "neither a file nor a text was given. Give one of them.")
    given: dict[str, object] = {n: values[n] for n in _OPTIONS if values.get(n, "").strip()}
    wanted, _, how = values.get("format", PAGE).partition("+")
    if wanted != PAGE:
        given |= {"format": wanted} if wanted != "text" else {}
        given |= {"suggest": "true"} if how == "suggest" else {}
    return Filled(values, data, name, validated(CheckOptions, given), wanted == PAGE)
