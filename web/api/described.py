"""Parts of the description of the interface that routes share."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from web.api.sent import FORM, JSON_TYPE, MULTIPART, PLAIN
from web.problems import KINDS, MEDIA_TYPE

PROBLEM_REF = {"$ref": "#/components/schemas/Problem"}
_WORDS = {
    400: "The request is malformed.",
    404: "Not in the data, which says nothing of whether it was issued; or no such resource.",
    406: "None of the forms that are accepted is there.",
    409: "Not possible as things are now.",
    415: "A body of this type is not read.",
    422: "A parameter is invalid, a file cannot be read, or several instruments are meant.",
}
#: What any request may meet.
_ANY = {
    401: "A token is needed and was not given.",
    403: "Refused: another host name, another site, or more than reading.",
    413: "A body, a file or the query of the address is larger than accepted.",
    429: "Too many requests; see the header `Retry-After`.",
    500: "A fault of the program.",
    503: "The server is busy; see the header `Retry-After`.",
}
_FILE = {
    "type": "string",
    "format": "binary",
    "description": "The draft: .docx, .doc, .odt, .rtf, .pdf, .html, .txt, .md, a scan, a mail, "
    "or a .zip of such files. It counts before `text`.",
}


class Problem(BaseModel):
    """An error (RFC 9457). Members beyond these tell more of some kinds."""

    model_config = ConfigDict(extra="allow")
    type: str = Field(
        description="`/problems/{kind}`, which never changes: one of " + ", ".join(KINDS) + "."
    )
    title: str
    status: int
    detail: str = Field(description="What is wrong and what to do.")


def problems(*statuses: int, shown: dict[str, Any] | None = None) -> dict[int | str, Any]:
    """Return the responses of an operation.

    Args:
        statuses: of the problems that it may meet, beside those that any may.
        shown: model of the body, or ``None`` for other bodies, by media type.
    """
    told = {**{status: _WORDS[status] for status in statuses}, **_ANY}
    found: dict[int | str, Any] = {
        status: {"description": words, "content": {MEDIA_TYPE: {"schema": PROBLEM_REF}}}
        for status, words in sorted(told.items())
    }
    if shown is not None:
        found[200] = _answer(shown)
    return found


def _answer(shown: dict[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {"description": "The answer.", "content": {}}
    for media_type, model in shown.items():
        is_text = media_type.startswith("text/")
        said["content"][media_type] = {"schema": {"type": "string"}} if is_text else {}
        if model is not None:
            said["model"] = model
    return said


def without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of what cannot be null where it is sent, but only left out."""
    either = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    if len(either) != 1:
        return schema
    rest = {name: value for name, value in schema.items() if name not in ("anyOf", "default")}
    return {**either[0], **rest}


def _or_blank(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a field of a form, which stands there without words if not filled in."""
    if schema.get("type") == "array":
        return {**schema, "items": _or_blank(schema["items"])}
    said: dict[str, Any] = {
        name: schema[name] for name in ("title", "description", "default") if name in schema
    }
    rest = {name: value for name, value in schema.items() if name not in said}
    return {**said, "anyOf": [rest, {"const": ""}]}


def bodies(options: type[BaseModel], pasted: type[BaseModel]) -> dict[str, Any]:
    """Return the bodies of an operation that takes a draft.

    Args:
        options: what is said beside the draft.
        pasted: the same with a ``text``.
    """
    as_json = pasted.model_json_schema()
    form = options.model_json_schema()
    text = as_json["properties"]["text"]
    told = {name: _or_blank(without_null(field)) for name, field in form["properties"].items()}
    fields = {**told, "text": text}
    sent = {**form, "properties": fields, "required": ["text"], "title": f"{form['title']}Form"}
    either = {
        **form,
        "properties": {**fields, "file": _FILE},
        "title": f"{form['title']}File",
        "anyOf": [{"required": ["file"]}, {"required": ["text"]}],
    }
    content = {
        JSON_TYPE: {"schema": as_json},
        MULTIPART: {"schema": either},
        FORM: {"schema": sent},
        PLAIN: {"schema": text},
    }
    return {"requestBody": {"required": True, "content": content}}
