"""One engine in a process of its own: build, ask, or one cold look-up; the result is JSON.

python -m bench.engines.child build|ask|cold ENGINE FOLDER PLACE QUESTIONS
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bench.engines.engine import Engine, engine
from bench.engines.questions import Questions

#: Seconds given to one question of one engine; what is not asked by then is not.
_BUDGET = 60.0


def _build(kind: type[Engine], folder: Path, place: Path) -> dict[str, Any]:
    kind.prepare(folder, place)
    begun = time.perf_counter()
    kind.build(folder, place)
    seconds = time.perf_counter() - begun
    size = sum(file.stat().st_size for file in kind.files(place).rglob("*") if file.is_file())
    return {"seconds": seconds, "mb": size / 1e6}


def _ask(kind: type[Engine], place: Path, asked: Questions) -> dict[str, Any]:
    asking, day = kind.open(place), date.fromisoformat(asked.as_of)
    answers: dict[str, Any] = {
        "by number": _timed(asked.numbers, asking.by_number, _names),
        "implements": _timed(asked.implements, lambda x: asking.implements(x, as_of=day), _names),
        "lineage": _timed(asked.lineages, lambda x: asking.lineage(x, as_of=day), _names),
        "1,000 statuses": _timed(
            asked.states, lambda x: asking.states(x, as_of=day), lambda x, found: found
        ),
        "path": _timed(asked.paths, lambda x: asking.path(*x), lambda x, found: found),
        "near number": _timed(
            asked.typos,
            lambda x: asking.near_number(x[0]),
            lambda x, found: [*_names(x, found), x[1] in found],
        ),
        "title": _timed(
            asked.titles, lambda x: asking.like_title(x[0]), lambda x, found: found == x[1]
        ),
    }
    rss = asking.resident()
    asking.close()
    return {"answers": answers, "rss": rss}


def _names(_: object, found: Sequence[str]) -> list[Any]:
    """Return a set of IRIs in little room: how many, a digest, and the first few."""
    names = sorted(set(found))
    digest = hashlib.sha256("\n".join(names).encode()).hexdigest()[:16]
    return [len(names), digest, names[:3]]


def _timed(
    questions: Sequence[Any],
    ask: Callable[[Any], Any],
    keep: Callable[[Any, Any], Any],
) -> dict[str, Any]:
    """Return milliseconds and kept answers of all questions but the first, which warms up.

    ``ms`` is what a user waits, ``cpu`` the work of this process, steadier on a busy machine.
    """
    ask(questions[0])
    times: list[float] = []
    worked: list[float] = []
    kept: list[Any] = []
    until = time.perf_counter() + _BUDGET
    for question in questions[1:]:
        begun, busy = time.perf_counter(), time.thread_time()
        found = ask(question)
        times.append(1000 * (time.perf_counter() - begun))
        worked.append(1000 * (time.thread_time() - busy))
        kept.append(keep(question, found))
        if time.perf_counter() > until:
            break
    return {"ms": times, "cpu": worked, "kept": kept}


def _cold(kind: type[Engine], place: Path, asked: Questions) -> dict[str, Any]:
    asking = kind.open(place)
    found = len(asking.by_number(asked.numbers[0]))
    asking.close()
    return {"found": found}


def main(arguments: Sequence[str]) -> int:
    """Do one thing with one engine and print the result."""
    phase, name, folder, place, questions = arguments
    kind, where, asked = engine(name), Path(place), Questions.read(Path(questions))
    if phase == "build":
        result = _build(kind, Path(folder), where)
    elif phase == "ask":
        result = _ask(kind, where, asked)
    else:
        result = _cold(kind, where, asked)
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
