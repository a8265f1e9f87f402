"""The table of all engines, and where their answers differ."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bench.engines.engine import engine

#: Questions whose answers must be equal, whichever engine gives them.
EXACT = ("by number", "implements", "lineage", "path", "near number")
_FOUND = ("near number", "title")
_STATES = "1,000 statuses"
_COMPARABLE = frozenset({"in_force", "replaced", "repealed", "not_yet_in_force"})

Results = Mapping[str, Mapping[str, Any]]


def differences(results: Results, reference: str) -> Iterator[str]:
    """Yield where an engine's answers differ from the reference's on the same graph.

    States are compared where both are ones that ``plain_state`` knows and it is not ``unknown``.
    """
    for name, result in results.items():
        other = results.get(reference)
        if other is None or name == reference or result["graph"] != other["graph"]:
            continue
        for question in (*EXACT, _STATES):
            pairs = list(
                zip(
                    other["answers"][question]["kept"],
                    result["answers"][question]["kept"],
                    strict=False,
                )
            )
            wrong = [pair for pair in pairs if _differ(question, *pair)]
            if wrong:
                example = _example(question, *wrong[0])
                yield f"{name}, {question}: {len(wrong)} of {len(pairs)} differ; {example}"


def _differ(question: str, ours: Any, theirs: Any) -> bool:  # noqa: ANN401 - JSON
    if question != _STATES:
        return bool(ours != theirs)
    return ours.keys() != theirs.keys() or bool(_states(ours, theirs))


def _states(ours: Mapping[str, str], theirs: Mapping[str, str]) -> list[tuple[str, str, str]]:
    return [
        (iri, state, theirs[iri])
        for iri, state in ours.items()
        if iri in theirs and state != theirs[iri] and {state, theirs[iri]} <= _COMPARABLE
    ]


def _example(question: str, ours: Any, theirs: Any) -> str:  # noqa: ANN401 - JSON
    if question == _STATES and (wrong := _states(ours, theirs)):
        return "{}: {} and {}".format(*wrong[0])
    return f"{str(ours)[:300]} and {str(theirs)[:300]}"


def markdown(results: Results, reference: str) -> str:
    """Return the table; medians with the 95th percentile, and ratios to the reference."""
    names = list(results)
    lines = [
        "| | " + " | ".join(engine(name).label for name in names) + " |",
        "|---|" + "---|" * len(names),
        _line("graph", [str(results[name]["graph"]) for name in names]),
        _line("load s", _ratios(results, reference, lambda r: r["build"]["seconds"], "{:.1f}")),
        _line("MB on disk", _ratios(results, reference, lambda r: r["build"]["mb"], "{:.0f}")),
        _line("MB resident", _ratios(results, reference, lambda r: r["rss"], "{:.0f}")),
        _line("cold look-up ms", _ratios(results, reference, lambda r: r["cold"], "{:.0f}")),
    ]
    for question in next(iter(results.values()))["answers"]:
        cells = []
        for name in names:
            cells.append(_timing(results, name, reference, question))
        lines.append(_line(f"{question}, ms", cells))
    for question in _FOUND:
        cells = [_hits(results[name]["answers"][question]["kept"]) for name in names]
        lines.append(_line(f"{question}: the meant one found", cells))
    return "\n".join(lines)


def _line(name: str, cells: Sequence[str]) -> str:
    return f"| {name} | " + " | ".join(cells) + " |"


def _ratios(results: Results, reference: str, value: Any, form: str) -> list[str]:  # noqa: ANN401
    cells = []
    for name, result in results.items():
        cell = form.format(value(result))
        other = results.get(reference)
        if other and name != reference and other["graph"] == result["graph"]:
            cell += f" ({_times(value(result) / value(other))})"
        cells.append(cell)
    return cells


def _timing(results: Results, name: str, reference: str, question: str) -> str:
    times = results[name]["answers"][question]["ms"]
    middle = statistics.median(times)
    cell = f"{_ms(middle)} / {_ms(_p95(times))}"
    other = results.get(reference)
    if other and name != reference and other["graph"] == results[name]["graph"]:
        cell += f" ({_times(middle / statistics.median(other['answers'][question]['ms']))})"
    asked = max(len(result["answers"][question]["ms"]) for result in results.values())
    return cell if len(times) == asked else f"{cell}, {len(times)} asked"


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[min(len(times) - 1, int(0.95 * len(times)))]


def _ms(value: float) -> str:
    return f"{value:.3g}" if value < 100 else f"{value:.0f}"


def _times(ratio: float) -> str:
    return f"{ratio:.2g}×" if ratio < 100 else f"{ratio:.0f}×"


def _hits(kept: Sequence[Any]) -> str:
    found = sum(bool(answer[-1] if isinstance(answer, list) else answer) for answer in kept)
    return f"{100 * found / (len(kept) or 1):.1f} %"
