"""Pictures as SVG files: a layout of their own, no program or font needed."""

from __future__ import annotations

from report.drawing.chain import Chain
from report.drawing.picture import Picture
from report.drawing.scheme import Scheme
from report.drawing.svg_chain import draw_chain
from report.drawing.svg_scheme import Address, draw_scheme
from report.drawing.svg_tree import draw_tree
from report.drawing.tree import Tree
from report.drawing.words import words_of

#: Columns and their width: of a desk's screen or a sheet of A4, and of a phone.
WIDE = (3, 312.0)
NARROW = (1, 312.0)


def scheme_svg(
    scheme: Scheme,
    *,
    shape: tuple[int, float] = WIDE,
    key: str = "scheme",
    address: Address | None = None,
) -> str:
    """Return the lược đồ as SVG.

    Args:
        scheme: what is drawn.
        shape: number and width of columns.
        key: distinguishes its ids where several drawings stand in one page.
        address: where a node leads, for a drawing inside a page; without it a file of its own.
    """
    columns, column = shape
    canvas = draw_scheme(
        scheme,
        columns=columns,
        column=column,
        address=address or _nowhere,
        alone=address is None,
    )
    title = words_of(scheme.language).scheme_of.format(scheme.centre.heading)
    told = "; ".join(f"{group.heading}: {group.total}" for group in scheme.groups)
    return canvas.svg(title, told or words_of(scheme.language).none, key=key, alone=address is None)


def chain_svg(
    chain: Chain, *, width: float = 1000, key: str = "chain", inside: bool = False
) -> str:
    """Return a timeline as SVG; ``inside`` a page, or a file of its own."""
    title = words_of(chain.language).chain_of.format(chain.asked.node.heading)
    told = "; ".join(f"{b.node.heading}: {b.validity}, {b.node.status_words}" for b in chain.bars)
    return draw_chain(chain, width, alone=not inside).svg(title, told, key=key, alone=not inside)


def tree_svg(tree: Tree, *, width: float = 900, key: str = "tree", inside: bool = False) -> str:
    """Return an answer drawn step by step as SVG; ``inside`` a page, or a file of its own."""
    told = "; ".join(f"{b.relation} {b.node.heading}".strip() for b in tree.branches)
    return draw_tree(tree, width, alone=not inside).svg(
        tree.heading, told, key=key, alone=not inside
    )


def svg(picture: Picture) -> str:
    """Return any picture as an SVG file."""
    if isinstance(picture, Scheme):
        return scheme_svg(picture)
    return chain_svg(picture) if isinstance(picture, Chain) else tree_svg(picture)


def _nowhere(_: object) -> None:
    return None
