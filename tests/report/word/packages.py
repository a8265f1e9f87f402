"""Small Word documents written out by hand."""

from __future__ import annotations

from generated import OTHER, TYPE, P, R, W, zipped

LINKED = {
    "footnotes": ("footnotes", "footnotes"),
    "header": ("hdr", "header"),
    "settings": ("settings", "settings"),
}


def package(
    body: str,
    *,
    more: dict[str, bytes] | None = None,
    main: str = "word/document.xml",
    **parts: str,
) -> bytes:
    """Return a document with this body; parts named as in ``LINKED`` are linked to it."""
    folder, _, file = main.rpartition("/")
    made = {
        "[Content_Types].xml": (
            f'<Types xmlns="{P}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/{main}" ContentType="{TYPE}document.main+xml"/>'
            + "".join(
                f'<Override PartName="/{folder}/{name}.xml" '
                f'ContentType="{TYPE}{LINKED[name][1]}+xml"/>'
                for name in parts
            )
            + "</Types>"
        ).encode(),
        "_rels/.rels": relations([("rId1", f"{R}/officeDocument", main)]),
        main: xml("document", f"<w:body>{body}</w:body>"),
    }
    for name, content in parts.items():
        made[f"{folder}/{name}.xml"] = xml(LINKED[name][0], content)
    if parts:
        links = [(f"rId{n}", f"{R}/{LINKED[p][1]}", f"{p}.xml") for n, p in enumerate(parts, 1)]
        made[f"{folder}/_rels/{file}.rels"] = relations(links)
    return zipped({**made, **(more or {})})


def relations(rows: list[tuple[str, str, str]]) -> bytes:
    shown = "".join(f'<Relationship Id="{i}" Type="{t}" Target="{p}"/>' for i, t, p in rows)
    return f'<Relationships xmlns="{P}/relationships">{shown}</Relationships>'.encode()


def xml(root: str, content: str) -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:{root} xmlns:w="{W}" xmlns:r="{R}">{content}</w:{root}>'
    ).encode()


def run(text: str, look: str = "") -> str:
    shown = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{shown}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content: str) -> str:
    return f"<w:p>{''.join(content)}</w:p>"


def inserted(*content: str) -> str:
    return f'<w:ins w:id="77" {OTHER}>{"".join(content)}</w:ins>'


def control(*content: str, properties: str = "") -> str:
    return (
        f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{''.join(content)}</w:sdtContent>"
        "</w:sdt>"
    )
