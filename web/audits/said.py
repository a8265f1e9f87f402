"""What pages of audits say: sizes, times, names of files."""

from __future__ import annotations

from web.audits.job import Job
from web.rendering import Words

_MIB = 2**20


def number(value: int, language: str) -> str:
    """Return a number with the separators of a language."""
    words = f"{value:,}"
    return words if language == "en" else words.replace(",", ".")


def size(value: int, language: str) -> str:
    """Return a number of bytes in a unit that fits."""
    for unit, bytes_ in (("GB", 1024 * _MIB), ("MB", _MIB), ("KB", 1024)):
        if value >= bytes_:
            words = f"{value / bytes_:.1f}"
            return f"{words if language == 'en' else words.replace('.', ',')} {unit}"
    return f"{number(value, language)} B"


def left(seconds: float | None, t: Words) -> str:
    """Return how long something will still take."""
    if seconds is None:
        return t["left_unknown"]
    if seconds < 10:
        return t["left_soon"]
    if seconds < 90:
        return t["left_seconds"].format(-(-int(seconds) // 10) * 10)
    return t["left_minutes"].format(round(seconds / 60))


def file_and_folder(path: str) -> tuple[str, str]:
    """Return the name of a file, and the folder that it lies in."""
    place, inside, member = path.partition(" › ")
    folder, _, file = place.rpartition("/")
    return f"{file}{inside}{member}", folder


def progress_values(job: Job, before: int, language: str, t: Words) -> dict[str, object]:
    """Return what the part of a page about the progress is made of."""
    told = job.told
    spent, whole = (
        (told.bytes_done, told.bytes_total) if told.bytes_total else (told.done, told.total)
    )
    thousandths = 1000 * spent // whole if whole else 0 if told.state == "waiting" else None
    percents = f"{(thousandths or 0) // 10} %" if whole else ""
    return {
        "id": job.id,
        "state": told.state,
        "runs": told.state not in ("done", "failed"),
        "reason": told.reason,
        "before": before,
        "done": number(told.done, language),
        "total": number(told.total, language) if told.total else "",
        "bytes_total": size(told.bytes_total, language) if told.bytes_total else "",
        "bytes_done": size(told.bytes_done, language),
        "thousandths": thousandths,
        "share": percents,
        "left": left(job.left(), t),
        "errors": number(told.errors, language),
        "warnings": number(told.warnings, language),
    }
