"""What can be downloaded of an audit: made once for each language, and kept with its results."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Literal, NamedTuple
from weakref import WeakValueDictionary

from starlette.responses import FileResponse

from web.answer import saved_as
from web.audits.job import Job
from web.audits.work import ARCHIVE
from web.lanes import Lanes
from web.tasks.audits import report, workbook

Kind = Literal["workbook", "page"]


class _Form(NamedTuple):
    ending: str
    media_type: str


_FORMS: dict[str, _Form] = {
    "workbook": _Form("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "page": _Form("html", "text/html; charset=utf-8"),
}
_NAMES = {"vi": "kết quả kiểm tra", "en": "audit"}
#: One at a time makes a file; others wait for it.
_MAKING: WeakValueDictionary[Path, asyncio.Lock] = WeakValueDictionary()


async def file_of(job: Job, lanes: Lanes, kind: Kind, language: str) -> FileResponse:
    """Return the workbook or the page of an audit that is done.

    Raises:
        ProblemError: it cannot be made.
    """
    form = _FORMS[kind]
    target = job.folder / f"audit-{language}.{form.ending}"
    async with _MAKING.setdefault(target, asyncio.Lock()):
        if not target.exists():
            await lanes.files.run(
                workbook if kind == "workbook" else report,
                str(job.folder / ARCHIVE),
                str(target),
                language=language,
                as_of=job.asked.as_of,
            )
    name = f"{Path(job.asked.name).stem} - {_NAMES[language]}.{form.ending}"
    headers = {"content-disposition": saved_as(name)}
    return FileResponse(target, headers=headers, media_type=form.media_type)
