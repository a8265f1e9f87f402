"""Pictures as Mermaid text, for wikis and repositories that draw it.

Checked with Mermaid 11. Labels are quoted and every character that has a meaning there is written
as an entity code, so that no title can end a label or start another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from check.wording import day
from report.drawing.chain import Bar, Chain
from report.drawing.measure import wrap
from report.drawing.nodes import TONES, Node
from report.drawing.picture import Picture
from report.drawing.scheme import Group, Scheme
from report.drawing.tree import Tree
from report.drawing.words import Words, words_of

#: Letters, digits, blanks and marks that have no meaning in a quoted label.
_SPECIAL = re.compile(r"[^\w\s.,()/–…●○◐×‖?:+\-]")
#: Gantt charts read entity codes as text and end a name at a colon.
_GANTT = re.compile(r"[:;#%<>\"`{}\[\]\\]+")
_ROOM, _SIZE = 300, 14
_DAY = timedelta(days=1)
#: Years beyond which the scale of a chart tells years alone.
_LONG = 6
_PADDING = 230


def mermaid(picture: Picture) -> str:
    """Return any picture as Mermaid text."""
    if isinstance(picture, Scheme):
        return scheme_mermaid(picture)
    return chain_mermaid(picture) if isinstance(picture, Chain) else tree_mermaid(picture)


def scheme_mermaid(scheme: Scheme) -> str:
    """Return the lược đồ as a flowchart from what acts (below) to what is acted on (above)."""
    words = words_of(scheme.language)
    lines = [*_opening(words.scheme_of.format(scheme.centre.heading)), "flowchart BT"]
    lines.append(f'  c["{_label(_centre(scheme.centre))}"]:::{scheme.centre.sign.tone}')
    for letter, groups in (("o", scheme.outgoing), ("i", scheme.incoming)):
        for at, group in enumerate(groups):
            lines += _subgraph(group, f"{letter}{at}", words.more)
            arrow = "-.->" if group.partial else "-->"
            ends = ("c", f"{letter}{at}") if letter == "o" else (f"{letter}{at}", "c")
            lines.append(f"  {ends[0]} {arrow} {ends[1]}")
    lines += _classes()
    lines.append("  style c stroke-width:3px")
    return "\n".join(lines) + "\n"


def _subgraph(group: Group, key: str, more: str) -> list[str]:
    lines = [f'  subgraph {key}["{_label([f"{group.heading} ({group.total})"])}"]']
    # Nodes without links stand one under the other when the subgraph runs from left to right.
    lines.append("    direction LR")
    for at, node in enumerate(group.nodes):
        lines.append(f'    {key}n{at}["{_label(_lines(node))}"]:::{_style(node)}')
    if group.hidden:
        lines.append(f'    {key}more["{_label([more.format(group.hidden)])}"]:::plain')
    return [*lines, "  end"]


def tree_mermaid(tree: Tree) -> str:
    """Return an answer as a flowchart; arrows run from what acts to what is acted on."""
    lines = [*_opening(tree.heading), f"flowchart {'TB' if tree.line else 'LR'}"]
    for at, branch in enumerate(tree.branches):
        lines.append(f'  n{at}["{_label(_lines(branch.node))}"]:::{_style(branch.node)}')
    for at, branch in enumerate(tree.branches):
        if branch.parent is not None:
            # The relation is named from the parent; the arrow keeps its place in the tree.
            dashed = branch.node.partial
            arrow = (
                ("-.->" if dashed else "-->") if branch.forward else ("-.-" if dashed else "---")
            )
            told = f'|"{_label([branch.relation])}"|' if branch.relation else ""
            lines.append(f"  n{branch.parent} {arrow}{told} n{at}")
    if tree.hidden:
        more = words_of(tree.language).more.format(tree.hidden)
        lines.append(f'  more["{_label([more])}"]:::plain')
    return "\n".join([*lines, *_classes()]) + "\n"


def chain_mermaid(chain: Chain) -> str:
    """Return a timeline as a Gantt chart: a section for each instrument, milestones for events."""
    words = words_of(chain.language)
    first, last = chain.span
    lines = [
        *_opening(
            words.chain_of.format(chain.asked.node.heading), f"gantt: {{leftPadding: {_PADDING}}}"
        ),
        "gantt",
        "  dateFormat YYYY-MM-DD",
        f"  axisFormat {'%Y' if last.year - first.year > _LONG else '%m/%Y'}",
        # The day of the view is a milestone of its own: Mermaid's line is the reader's today.
        "  todayMarker off",
        f"  section {_plain(words.as_of.format(day(chain.as_of)))}",
        f"  {_plain(day(chain.as_of))} :crit, milestone, now, {chain.as_of.isoformat()}, 0d",
    ]
    for at, bar in enumerate(chain.bars):
        name = wrap(f"{bar.node.sign.mark} {bar.node.name}", _PADDING - 10, 11, most=1)[0]
        lines.append(f"  section {_plain(name)}")
        lines += _bar(bar, f"b{at}", words, first, last)
    return "\n".join(lines) + "\n"


def _bar(bar: Bar, key: str, words: Words, first: date, last: date) -> Iterable[str]:
    start = bar.start or first
    end = bar.end or max(last, start) + _DAY
    state = "active, " if bar.applies else "done, " if bar.end else ""
    told = f"{bar.applies or bar.node.status_words} {bar.validity}"
    if undated := sum(mark.day is None for mark in bar.marks):
        told += f" ({words.undated.format(undated)})"
    if bar.start:
        yield f"  {_plain(told)} :{state}{key}, {start.isoformat()}, {end.isoformat()}"
    for number, (from_, to) in enumerate(bar.pauses):
        over = (to or last) + _DAY
        yield f"  {_plain(words.paused)} :crit, {key}p{number}, {from_}, {over}"
    for number, mark in enumerate(bar.marks):
        if mark.day:
            when = wrap(f"{day(mark.day)} {mark.words}", 2 * _ROOM, 11, most=1)[0]
            yield f"  {_plain(when)} :milestone, {key}m{number}, {mark.day.isoformat()}, 0d"


def _opening(title: str, config: str = f"flowchart: {{wrappingWidth: {_ROOM + 60}}}") -> list[str]:
    return ["---", f'title: "{_plain(title)}"', f"config: {{{config}}}", "---"]


def _centre(node: Node) -> list[str]:
    facts = [f"{label}: {value}" for label, value in node.facts]
    return [node.name, *facts, *_title(node), node.status_line, *node.notes]


def _lines(node: Node) -> list[str]:
    told = [line for link in node.links[:2] for line in link.lines]
    cut = [line for words in told for line in wrap(words, _ROOM, _SIZE, most=2)]
    return [node.heading, *_title(node), node.status_line, *cut]


def _title(node: Node) -> list[str]:
    return wrap(node.title, _ROOM, _SIZE, most=3)


def _style(node: Node) -> str:
    return f"{node.sign.tone}{'Part' if node.partial else ''}"


def _classes() -> list[str]:
    lines = ["  classDef plain fill:#fff,stroke:#8c959f,color:#1f2328"]
    for tone, colour in TONES.items():
        base = f"fill:#fff,stroke:{colour},color:#1f2328"
        lines.append(f"  classDef {tone} {base}")
        lines.append(f"  classDef {tone}Part {base},stroke-dasharray:5 4")
    return lines


def _label(lines: Sequence[str]) -> str:
    return "<br/>".join(_SPECIAL.sub(_code, line) for line in lines if line)


def _code(found: re.Match[str]) -> str:
    return f"#{ord(found[0])};"


def _plain(words: str) -> str:
    return " ".join(_GANTT.sub(" ", words).split())
