"""Errors as every client gets them: RFC 9457, with a page for whoever asks for one.

The type of a problem is a path of this server, where a page tells what it means; it never changes.
"""

from __future__ import annotations

import json
from typing import NamedTuple

from starlette.responses import Response

from kg.errors import LegalGraphError

MEDIA_TYPE = "application/problem+json"


class Kind(NamedTuple):
    """A kind of problem.

    Attributes:
        status: of HTTP.
        vi, en: title.
    """

    status: int
    vi: str
    en: str


KINDS = {
    "bad-request": Kind(400, "Yêu cầu không hợp lệ", "Bad request"),
    "token": Kind(401, "Cần mã truy cập", "Access token needed"),
    "forbidden": Kind(403, "Yêu cầu bị từ chối", "Request refused"),
    "not-found": Kind(404, "Không có trang này", "No such page"),
    "not-in-data": Kind(404, "Không có trong dữ liệu", "Not in the data"),
    "method": Kind(405, "Không hỗ trợ phương thức này", "Method not allowed"),
    "not-acceptable": Kind(406, "Không có dạng được yêu cầu", "Not acceptable"),
    "slow": Kind(408, "Gửi quá chậm", "Sent too slowly"),
    "conflict": Kind(409, "Chưa thể thực hiện", "Not possible now"),
    "too-large": Kind(413, "Quá lớn", "Too large"),
    "format": Kind(415, "Không hỗ trợ định dạng này", "Unsupported format"),
    "ambiguous": Kind(422, "Có nhiều văn bản phù hợp", "Several instruments fit"),
    "invalid": Kind(422, "Tham số không hợp lệ", "Invalid parameter"),
    "unreadable": Kind(422, "Không đọc được tệp", "Unreadable file"),
    "took-too-long": Kind(422, "Xử lý quá lâu", "Took too long"),
    "rate": Kind(429, "Quá nhiều yêu cầu", "Too many requests"),
    "fault": Kind(500, "Lỗi của chương trình", "Fault of the program"),
    "busy": Kind(503, "Máy chủ đang bận", "Server busy"),
}
"""By slug; slugs and statuses are part of the contract."""
BY_STATUS = {
    400: "bad-request",
    401: "token",
    403: "forbidden",
    404: "not-found",
    405: "method",
    406: "not-acceptable",
    413: "too-large",
    415: "format",
    422: "invalid",
}
"""The kind that a status of HTTP alone tells of."""


class ProblemError(LegalGraphError):
    """A request that gets no answer; ``slug`` is one of ``KINDS``."""

    def __init__(self, slug: str, detail: str, **more: object) -> None:
        """Refuse a request.

        Args:
            slug: the kind.
            detail: what is wrong and what to do; nothing of a draft.
            more: further members of the body.
        """
        super().__init__(detail)
        self.slug, self.more = slug, more


def body(slug: str, detail: str, **more: object) -> bytes:
    """Return a problem as JSON."""
    kind = KINDS[slug]
    told = {"type": f"/problems/{slug}", "title": kind.en, "status": kind.status, "detail": detail}
    return json.dumps({**told, **more}, ensure_ascii=False).encode()


def response(slug: str, detail: str, **more: object) -> Response:
    """Return the response that tells a problem."""
    headers = {"retry-after": "2"} if slug in {"busy", "rate"} else {}
    if slug == "token":
        headers["www-authenticate"] = "Bearer"
    return Response(body(slug, detail, **more), KINDS[slug].status, headers, media_type=MEDIA_TYPE)
