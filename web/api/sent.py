"""Bodies of requests as systems send them: JSON, forms with a file, plain text."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Generic, NamedTuple, TypeVar, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import from_json
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from web.faults import invalid
from web.problems import ProblemError
from web.tasks.drafts import PASTED, file_name

JSON_TYPE, MULTIPART, FORM, PLAIN = (
    "application/json",
    "multipart/form-data",
    "application/x-www-form-urlencoded",
    "text/plain",
)
_FIELDS = 20_000
"""Fields of a form; each finding accepted is one."""
_LARGE = 2**16
_NAMELESS = "van-ban"
Model = TypeVar("Model", bound=BaseModel)


class Received(NamedTuple, Generic[Model]):
    """A draft that was sent.

    Attributes:
        options: what was said beside it, in the body or in the query.
        text: what was pasted; empty for a file.
        data, name: of the file; ``None`` and ``-`` for text.
    """

    options: Model
    text: str = ""
    data: bytes | None = None
    name: str = PASTED


async def received(
    request: Request, given: Model, model: type[Model], pasted: type[Model], *, largest: int
) -> Received[Model]:
    """Return the draft in a body.

    Args:
        request: with the body.
        given: options of the query; those of the body count first.
        model: of the options in a body.
        pasted: the same with a ``text``.
        largest: bytes of a field that is no file.

    Raises:
        ProblemError: the body is of no type that is read, or does not fit.
    """
    before = given.model_dump(exclude_unset=True)
    kind = media_type(request)
    if kind == JSON_TYPE:
        draft = validated_json(pasted, await request.body())
        missing = {name: before[name] for name in before.keys() - draft.model_fields_set}
        return _as_text(draft.model_copy(update=missing))
    if kind == PLAIN:
        return _as_text(validated(pasted, {"text": _decoded(await request.body()), **before}))
    if kind not in (MULTIPART, FORM):
        told = kind or "no content type"
        types = ", ".join((JSON_TYPE, MULTIPART, FORM, PLAIN))
        raise ProblemError("format", f"{told}: not read here. Send one of: {types}.")
    async with request.form(max_files=1, max_fields=_FIELDS, max_part_size=largest) as form:
        fields = before | _fields(form, pasted)
        file = _file(form)
        if file is None:
            if "text" not in fields:
                raise ProblemError("invalid", "neither a `file` nor a `text` was sent. Send one.")
            return _as_text(validated(pasted, fields))
        fields.pop("text", None)
        options = validated(model, fields)
        name = file_name(file.filename) or _NAMELESS
        return Received(options, data=await file.read(), name=name)


def _as_text(draft: Model) -> Received[Model]:
    text: str = draft.text  # type: ignore[attr-defined]  # of every model of what is pasted
    return Received(draft, text)


def media_type(request: Request) -> str:
    """Return the type of a body, without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _file(form: FormData) -> UploadFile | None:
    """Return the file of a form.

    Raises:
        ProblemError: it stands in another field.
    """
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            if name != "file":
                raise ProblemError("invalid", f"{name}: a file is sent in the field `file`.")
            return value
    return None


def _fields(form: FormData, model: type[BaseModel]) -> dict[str, Any]:
    """Return the fields of a form; blank ones that may be left out were not filled in.

    Raises:
        ProblemError: one stands several times that must not.
    """
    found: dict[str, Any] = {}
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            continue
        field = model.model_fields.get(name)
        if value == "" and field is not None and not field.is_required():
            continue
        if field is not None and get_origin(field.annotation) is list:
            found.setdefault(name, []).append(value)
        elif name in found:
            raise ProblemError("invalid", f"{name}: stands several times. Give it once.")
        else:
            found[name] = value
    return found


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProblemError(
            "unreadable", "text/plain is read as UTF-8. Send text in another encoding as a file."
        ) from error


def validated(model: type[Model], fields: dict[str, Any]) -> Model:
    """Return a model of fields that are strings.

    Raises:
        ProblemError: they do not fit.
    """
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        raise invalid(error) from error


def _see_size(model: type[BaseModel], body: bytes) -> None:
    """Refuse a large body of many members: each would be a fault of its own, which takes long."""
    if len(body) < _LARGE:
        return
    with suppress(ValueError):
        parts = from_json(body)
        if not isinstance(parts, dict):
            return
        unknown = len(parts.keys() - model.model_fields.keys())
        longest = max((len(p) for p in parts.values() if isinstance(p, list)), default=0)
        if max(unknown, longest) > _FIELDS:
            told = f"{unknown:,} unknown members, lists of up to {longest:,}. Send fewer."
            raise ProblemError("invalid", told)


def validated_json(model: type[Model], body: bytes) -> Model:
    """Return a model of a JSON body.

    Raises:
        ProblemError: it is no JSON, or does not fit.
    """
    _see_size(model, body)
    try:
        return model.model_validate_json(body, strict=True)
    except ValidationError as error:
        raise invalid(error) from error
