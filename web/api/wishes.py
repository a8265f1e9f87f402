"""What a request may say of how a draft is judged and what is wanted back."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo

from web.days import Day
from web.tasks.checking import Output, Wishes
from web.tasks.giving_back import Corrections


def _flag(value: Any, info: ValidationInfo) -> Any:  # noqa: ANN401 - whatever stood in the request
    """Read the words of a form or an address; JSON has a form of its own for this."""
    if isinstance(value, str) and info.mode == "python":
        words = value.strip().lower()
        if words not in ("true", "false"):
            raise ValueError("give true or false")
        return words == "true"
    return value


Flag = Annotated[bool, BeforeValidator(_flag)]
Language = Literal["vi", "en"]
Format = Literal["json", "html", "docx", "pdf", "xlsx", "csv", "md", "jsonl", "text"]
FORMATS = get_args(Format)
Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9, -]{1,60}$")]
Key = Annotated[str, Field(pattern=r"^VD[0-9]{3}:[0-9]{1,9}-[0-9]{1,9}$")]


class CheckOptions(BaseModel):
    """How a draft is judged and what is wanted back; the options of `viendan check`."""

    model_config = ConfigDict(extra="forbid")
    date: Day | None = Field(
        None,
        description="Day of the draft, over what it says itself. `2025-07-01`, or `01/07/2025`.",
        examples=["2025-07-01"],
    )
    as_of: Day | None = Field(
        None, description="Day up to which later changes are told; today by default."
    )
    issuer: str | None = Field(
        None,
        max_length=300,
        description="Body that issues the draft, over what it says itself.",
        examples=["Sở Tư pháp tỉnh Bình Định"],
    )
    language: Language = Field("vi", description="Of messages and reports.")
    select: list[Name] = Field(
        [], max_length=40, description="Rules to apply: code, beginning of a code, or name."
    )
    ignore: list[Name] = Field([], max_length=40, description="Rules to leave out, likewise.")
    format: Format | None = Field(
        None,
        description="What is given back. `json` (the default), `jsonl`, `csv`, `md`, `text`, "
        "`html` and `xlsx` are reports; `docx` is the Word file with comments, `pdf` the PDF with "
        "marks. Left out with `suggest`, `fix` or `accept`: the file itself, corrected.",
    )
    suggest: Flag = Field(False, description="Write corrections as tracked changes (Word).")
    fix: Flag = Field(False, description="Write the corrections that are certain.")
    accept: list[Key] = Field(
        [],
        max_length=10_000,
        description="Keys of the findings whose corrections are written, and no others: "
        "`CODE:START-END` of a finding.",
        examples=[["VD201:120-180"]],
    )

    def wishes(self, today: datetime.date) -> Wishes:
        """Return how the draft is to be judged."""
        return Wishes(
            today=today,
            on=self.date,
            as_of=self.as_of,
            issuer=self.issuer or None,
            language=self.language,
            select=_names(self.select),
            ignore=_names(self.ignore),
        )

    def output(self) -> Output:
        """Return what is wanted back."""
        accepted = frozenset(self.accept) if self.accept else None
        return Output(self.format, Corrections(self.suggest, self.fix, accepted))


class CheckQuery(CheckOptions):
    """The same in the query of an address, which cannot be as long as a body."""

    accept: list[Key] = Field([], max_length=100, description="As in the body.")


class Pasted(BaseModel):
    """A draft as text."""

    text: str = Field(
        min_length=1,
        max_length=4_000_000,
        pattern=r"\S",
        description="The draft as plain text.",
        examples=["Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ;"],
    )


class Draft(CheckOptions, Pasted):
    """A draft as text, and how it is to be judged."""


def _names(given: list[str]) -> tuple[str, ...]:
    """Return names that may stand in one value, apart."""
    return tuple(name for value in given for name in value.replace(",", " ").split())
