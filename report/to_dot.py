"""Pictures in the DOT language of Graphviz, for those who want to lay them out themselves.

Labels are Graphviz's HTML-like ones: data is escaped as XML, so that no title can end a label.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import pairwise

from check.wording import day
from report.drawing.chain import Bar, Chain
from report.drawing.measure import wrap
from report.drawing.nodes import TONES, Node
from report.drawing.picture import Picture
from report.drawing.scheme import Group, Scheme
from report.drawing.tree import Tree
from report.drawing.words import Words, words_of

_ROOM, _SIZE = 260, 11
_HEAD = (
    'graph [fontname="sans-serif", fontsize=13, labelloc=t, compound=true, ranksep=0.4, {}]',
    'node [shape=box, style="filled", fillcolor=white, fontname="sans-serif", fontsize=11]',
    'edge [fontname="sans-serif", fontsize=10, color="#57606a"]',
)
#: Most instruments of a group that stand under each other.
_STACK = 4


def dot(picture: Picture) -> str:
    """Return any picture in DOT."""
    if isinstance(picture, Scheme):
        return scheme_dot(picture)
    return chain_dot(picture) if isinstance(picture, Chain) else tree_dot(picture)


def scheme_dot(scheme: Scheme) -> str:
    """Return the lược đồ: clusters by kind of relation above and below the instrument."""
    words = words_of(scheme.language)
    lines = [_node("c", scheme.centre, words, penwidth=3)]
    for letter, groups in (("o", scheme.outgoing), ("i", scheme.incoming)):
        for at, group in enumerate(groups):
            lines += _cluster(group, f"{letter}{at}", words, outgoing=letter == "o")
    return _graph(words.scheme_of.format(scheme.centre.heading), "rankdir=BT", lines)


def _cluster(group: Group, key: str, words: Words, *, outgoing: bool) -> Iterable[str]:
    yield f"subgraph cluster_{key} {{"
    heading = escape(f"{group.heading} ({group.total})")
    style = "dashed" if group.partial else "solid"
    yield f'label=<<b>{heading}</b>>; style="{style}"; color="#8c959f"; labelloc=b'
    ids = [f"{key}n{at}" for at in range(len(group.nodes))]
    yield from (_node(id_, node, words) for id_, node in zip(ids, group.nodes, strict=True))
    if group.hidden:
        ids.append(f"{key}more")
        yield f"{key}more [shape=plaintext, label=<{escape(words.more.format(group.hidden))}>]"
    for at, (here, there) in enumerate(pairwise(ids), 1):
        if at % _STACK:
            yield f"{there} -> {here} [style=invis]"
    yield "}"
    # Arrows end at the border of the cluster: one for each kind, not one for each instrument.
    if outgoing:
        nearest = ids[min(_STACK, len(ids)) - 1]
        yield f'c -> {nearest} [lhead=cluster_{key}, style="{style}"]'
    else:
        yield f'{ids[0]} -> c [ltail=cluster_{key}, style="{style}"]'


def chain_dot(chain: Chain) -> str:
    """Return a timeline as a row of instruments, oldest first, with what happened to each."""
    words = words_of(chain.language)
    lines = []
    for at, bar in enumerate(chain.bars):
        lines.append(_node(f"b{at}", bar.node, words, extra=_told(bar), penwidth=_pen(bar)))
        if bar.marks:
            marks = "".join(_left(line) for line in _events(bar, words))
            lines.append(f'm{at} [shape=note, color="#8c959f", label=<{marks}>]')
            lines.append(f"b{at} -> m{at} [style=dotted, arrowhead=none]")
            lines.append(f"{{rank=same; b{at}; m{at}}}")
    for old, new, told in chain.successions:
        lines.append(f"b{old} -> b{new} [label=<{escape(told)}>]")
    title = f"{words.chain_of.format(chain.asked.node.heading)}. "
    return _graph(title + words.as_of.format(day(chain.as_of)), "rankdir=LR", lines)


def _told(bar: Bar) -> list[str]:
    return [bar.validity, *([bar.applies] if bar.applies else [])]


def _pen(bar: Bar) -> int:
    return 3 if bar.applies else 1


def _events(bar: Bar, words: Words) -> Iterable[str]:
    for mark in bar.marks:
        when = day(mark.day) if mark.day else words.no_start
        yield from wrap(f"{when}: {mark.words}", _ROOM, _SIZE, most=3)


def tree_dot(tree: Tree) -> str:
    """Return an answer as a tree, or a path as a line."""
    words = words_of(tree.language)
    lines = [_node(f"n{at}", branch.node, words) for at, branch in enumerate(tree.branches)]
    for at, branch in enumerate(tree.branches):
        if branch.parent is None:
            continue
        style = "dashed" if branch.node.partial else "solid"
        way = "forward" if branch.forward else "back"
        # Graphviz refuses an empty label of this form.
        label = f"label=<{escape(branch.relation)}>, " if branch.relation else ""
        lines.append(f"n{branch.parent} -> n{at} [{label}dir={way}, style={style}]")
    if tree.hidden:
        lines.append(f"more [shape=plaintext, label=<{escape(words.more.format(tree.hidden))}>]")
    return _graph(tree.heading, "rankdir=TB" if tree.line else "rankdir=LR", lines)


def _graph(title: str, way: str, lines: Iterable[str]) -> str:
    head = [line.format(way) for line in _HEAD]
    body = [*head, f"label=<<b>{escape(title)}</b>>", *lines]
    return "\n".join(["digraph viendan {", *(f"  {line}" for line in body), "}"]) + "\n"


def _node(
    id_: str, node: Node, words: Words, *, extra: Iterable[str] = (), penwidth: int = 1
) -> str:
    colour = TONES[node.sign.tone]
    told = [*node.notes, *extra, *(line for link in node.links[:2] for line in link.lines)]
    rows = [
        f"<b>{escape(node.heading)}</b><br align='left'/>",
        *(_left(f"{label}: {value}") for label, value in node.facts),
        *(_left(line) for line in wrap(node.title, _ROOM, _SIZE, most=4)),
        f'<font color="{colour}"><b>{escape(node.status_line)}</b></font><br align="left"/>',
        *(_left(t) for line in told for t in wrap(line, _ROOM, _SIZE, most=2)),
    ]
    style = "filled,dashed" if node.partial else "filled"
    return (
        f'{id_} [label=<{"".join(rows)}>, color="{colour}", style="{style}", penwidth={penwidth}]'
    )


def _left(line: str) -> str:
    return f"{escape(line)}<br align='left'/>"
