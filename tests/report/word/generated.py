"""Word documents made at random: runs cut anywhere, and what Word puts between and around them."""

from __future__ import annotations

import io
import random
import zipfile
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_R = "http://purl.oclc.org/ooxml/officeDocument/relationships"
P = "http://schemas.openxmlformats.org/package/2006"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
EXTENDED = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
OTHER = 'w:author="Nguyễn An" w:date="2026-01-02T03:04:00Z"'

#: Citations with something wrong, and some with nothing; all of real instruments but the last.
CITED = (
    "Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ",
    "Nghị định số 61/2018/ND-CP ngày 24/2018",
    "Nghị định 63/2010 và các văn bản sửa đổi",
    "Nghị định số 30/2020/NĐ-CP ngày 5/3/2020 của Chính phủ",
    "Nghị định số 76/NQ-CP nêu trên",
    "Nghị quyết số 66/NQ-CP ngày 30/4/2025 của Bộ Chính trị",
    "Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ",
    "Nghị quyết số 30c/NQ-CP ngày 08/11/2011 của Chính phủ",
    "Nghị định số 20/2008/NĐ-CP ngày 14 tháng 02 năm 2008 của Chính phủ",
    "Quyết định số 4321/QĐ-UBND ngày 31/02/2091",
)
AROUND = (
    "Căn cứ {};",
    "Thực hiện {}, các phòng có trách nhiệm rà soát hồ sơ <tồn> & báo cáo.",
    "1. Tiếp tục triển khai {} và {} tại bộ phận một cửa",
    "Giao văn phòng theo dõi\tviệc thực hiện {} 𝔸 trong quý tới.",
    "Chưa có nội dung gì mới trong tuần này.",
    "",
)
LOOKS = (
    "",
    "<w:rPr><w:b/></w:rPr>",
    '<w:rPr><w:i/><w:color w:val="FF0000"/></w:rPr>',
    '<w:rPr><w:sz w:val="28"/></w:rPr>',
    f'<w:rPr><w:b/><w:rPrChange w:id="901" {OTHER}><w:rPr/></w:rPrChange></w:rPr>',
)
BETWEEN = (
    '<w:proofErr w:type="spellStart"/>',
    "<w:r><w:lastRenderedPageBreak/></w:r>",
    '<w:bookmarkStart w:id="{id}" w:name="m{id}"/><w:bookmarkEnd w:id="{id}"/>',
    f'<w:del w:id="{{id}}" {OTHER}><w:r><w:delText>bỏ 5/2019</w:delText></w:r></w:del>',
    "<w:r><w:softHyphen/></w:r>",
    "<w:r><w:noBreakHyphen/></w:r>",
    '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
)
WRAPPED = (
    ("<w:hyperlink w:anchor='m1'>", "</w:hyperlink>"),
    ('<w:smartTag w:uri="u" w:element="place">', "</w:smartTag>"),
    (f'<w:ins w:id="{{id}}" {OTHER}>', "</w:ins>"),
    (f'<w:moveTo w:id="{{id}}" {OTHER}>', "</w:moveTo>"),
    ('<w:fldSimple w:instr=" TITLE ">', "</w:fldSimple>"),
    ('<w:sdt><w:sdtPr><w:id w:val="{id}"/></w:sdtPr><w:sdtContent>', "</w:sdtContent></w:sdt>"),
    ("<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    (
        '<w:sdt><w:sdtPr><w:lock w:val="contentLocked"/></w:sdtPr><w:sdtContent>',
        "</w:sdtContent></w:sdt>",
    ),
    (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF m1 </w:instrText>'
        "</w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ),
    (
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> HYPERLINK "http://a.vn" '
        "</w:instrText>"
        '<w:fldChar w:fldCharType="separate"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ),
)


class Maker:
    """One document, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)  # noqa: S311 - not for secrets
        self.plain = seed % 4 == 0
        """Whether all stands in runs alone, so that every correction can be made."""
        self.strict = seed % 7 == 3
        self.encoding = "utf-16" if seed % 11 == 5 else "utf-8"
        self.count = 100
        self.notes: list[str] = []
        self.comments: list[int] = []

    def id(self) -> int:
        self.count += 1
        return self.count

    def line(self) -> str:
        words = self.rng.choice(AROUND)
        for _ in range(words.count("{}")):
            words = words.replace("{}", self.rng.choice(CITED), 1)
        return words

    def run(self, text: str) -> str:
        space = ' xml:space="preserve"' if self.rng.random() < 0.7 or text != text.strip() else ""
        content = "".join(
            {"\t": "<w:tab/>", "-": "<w:noBreakHyphen/>"}.get(piece, "")
            or f"<w:t{space}>{escape(piece)}</w:t>"
            for piece in self.pieces(text)
        )
        rsid = f' w:rsidR="00{self.rng.randrange(16**6):06X}"' if self.rng.random() < 0.3 else ""
        return f"<w:r{rsid}>{self.rng.choice(LOOKS)}{content}</w:r>"

    def pieces(self, text: str) -> list[str]:
        """Return a run's text, its tabs and some of its hyphens by themselves."""
        found, start = [], 0
        for at, letter in enumerate(text):
            if letter == "\t" or (letter == "-" and self.rng.random() < 0.2):
                found += [text[start:at], letter]
                start = at + 1
        found.append(text[start:])
        return [piece for piece in found if piece]

    def runs(self, text: str) -> list[str]:
        made = []
        while text:
            size = self.rng.choice((1, 2, 5, 9, 30, 200))
            made.append(self.run(text[:size]))
            text = text[size:]
            if self.rng.random() < 0.06:
                between = BETWEEN[: 3 if self.plain else len(BETWEEN)]
                made.append(self.rng.choice(between).replace("{id}", str(self.id())))
        return made

    def inline(self, text: str) -> str:
        made = self.runs(text)
        if made and not self.plain and self.rng.random() < 0.5:
            before, after = (p.replace("{id}", str(self.id())) for p in self.rng.choice(WRAPPED))
            first = self.rng.randrange(len(made))
            last = self.rng.randrange(first, len(made))
            if not ("<w:del " in "".join(made[first : last + 1]) and "w:fldSimple" in before):
                made[first] = before + made[first]
                made[last] += after
        return "".join(made)

    def commented(self, content: str) -> str:
        number = self.id()
        self.comments.append(number)
        return (
            f'<w:commentRangeStart w:id="{number}"/>{content}<w:commentRangeEnd w:id="{number}"/>'
            f'<w:r><w:commentReference w:id="{number}"/></w:r>'
        )

    def paragraph(self, *, inside: bool = False) -> str:
        content = self.inline(self.line())
        if not inside and self.rng.random() < 0.12:
            self.notes.append(self.inline(self.line()))
            number = len(self.notes)
            content += f'<w:r><w:t>x</w:t><w:footnoteReference w:id="{number}"/><w:t>y</w:t></w:r>'
        if not inside and self.rng.random() < 0.1:
            content = self.commented(content)
        if not inside and self.rng.random() < 0.06:
            content += self.box()
        layout = '<w:pPr><w:jc w:val="both"/></w:pPr>' if self.rng.random() < 0.4 else ""
        return f"<w:p>{layout}{content}</w:p>" + self.rng.choice(("", "", "\n  "))

    def box(self) -> str:
        inner = f"<w:txbxContent><w:p>{self.inline(self.line())}</w:p></w:txbxContent>"
        shape = (
            '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>{}</v:textbox></v:shape>'
        )
        return (
            '<w:r><mc:AlternateContent><mc:Choice Requires="wps">'
            f"<w:pict>{shape.format(inner)}</w:pict></mc:Choice>"
            f"<mc:Fallback><w:pict>{shape.format(inner)}</w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r>"
        )

    def table(self) -> str:
        rows = "".join(
            "<w:tr>" + "".join(f"<w:tc>{self.paragraph()}</w:tc>" for _ in range(2)) + "</w:tr>"
            for _ in range(self.rng.randrange(1, 3))
        )
        grid = '<w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid>'
        return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>{grid}{rows}</w:tbl>'

    def control(self) -> str:
        inner = "".join(self.paragraph() for _ in range(self.rng.randrange(1, 3)))
        return (
            f'<w:sdt><w:sdtPr><w:id w:val="{self.id()}"/></w:sdtPr>'
            f"<w:sdtContent>{inner}</w:sdtContent></w:sdt>"
        )

    def body(self) -> str:
        made = [f"<w:p>{self.run('KẾ HOẠCH ngày 12 tháng 8 năm 2025')}</w:p>"]
        for _ in range(self.rng.randrange(3, 9)):
            kind = self.rng.random()
            if kind < 0.12:
                made.append(self.table())
            elif kind < 0.2 and not self.plain:
                made.append(self.control())
            else:
                made.append(self.paragraph())
        made.append("<w:p/>")
        return "".join(made)

    def part(self, root: str, content: str) -> bytes:
        xml = (
            f'<?xml version="1.0" encoding="{self.encoding}" standalone="yes"?>\r\n<w:{root} '
            f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="{MC}" xmlns:w14="{W14}" mc:Ignorable="w14">'
            f"{content}</w:{root}>\n<!-- end -->"
        )
        if self.strict:
            xml = xml.replace(W, STRICT).replace(R, STRICT_R)
        return xml.encode(self.encoding)

    def parts(self) -> dict[str, bytes]:
        """Return the parts by name."""
        body = self.body()
        made = {"header1": ("hdr", f"<w:p>{self.inline(self.line())}</w:p>")}
        if self.notes:
            notes = "".join(
                f'<w:footnote w:id="{n}"><w:p><w:r><w:footnoteRef/></w:r>{note}</w:p></w:footnote>'
                for n, note in enumerate(self.notes, 1)
            )
            made["footnotes"] = ("footnotes", notes)
        if self.comments:
            made["comments"] = ("comments", "".join(self.comment(n) for n in self.comments))
        links, types = [], []
        kinds = {"header1": "header"}
        for number, name in enumerate(made, 1):
            kind = kinds.get(name, name)
            space = STRICT_R if self.strict else R
            links.append((f"rId{number}", f"{space}/{kind}", f"{name}.xml"))
            types.append((f"/word/{name}.xml", f"{TYPE}{kind}+xml"))
        if self.comments:
            links.append(("rId90", EXTENDED, "commentsExtended.xml"))
            types.append(("/word/commentsExtended.xml", f"{TYPE}commentsExtended+xml"))
        section = '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>'
        parts = {
            "[Content_Types].xml": _types(types),
            "_rels/.rels": _links(
                [("rId1", f"{STRICT_R if self.strict else R}/officeDocument", "word/document.xml")]
            ),
            "word/document.xml": self.part("document", f"<w:body>{body}{section}</w:body>"),
            "word/_rels/document.xml.rels": _links(links),
            **{f"word/{name}.xml": self.part(*content) for name, content in made.items()},
            "word/media/image1.png": self.rng.randbytes(300),
        }
        if self.comments:
            extended = "".join(f'<w15:commentEx w15:paraId="{n:08X}"/>' for n in self.comments)
            parts["word/commentsExtended.xml"] = (
                f'<w15:commentsEx xmlns:w15="{W15}">{extended}</w15:commentsEx>'.encode()
            )
        return parts

    def comment(self, number: int) -> str:
        return (
            f'<w:comment w:id="{number}" {OTHER} w:initials="NA"><w:p w14:paraId="{number:08X}">'
            f"<w:r><w:t>Xem lại chỗ này ({number}).</w:t></w:r></w:p></w:comment>"
        )


def _types(overrides: list[tuple[str, str]]) -> bytes:
    rows = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>'
        for name, kind in [("/word/document.xml", f"{TYPE}document.main+xml"), *overrides]
    )
    return (
        f'<?xml version="1.0"?>\n<Types xmlns="{P}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>{rows}</Types>'
    ).encode()


def _links(rows: list[tuple[str, str, str]]) -> bytes:
    shown = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, kind, target in rows
    )
    return f'<Relationships xmlns="{P}/relationships">{shown}</Relationships>'.encode()


def zipped(parts: dict[str, bytes]) -> bytes:
    """Return parts as a package; each entry has a date of its own."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for number, (name, content) in enumerate(parts.items()):
            entry = zipfile.ZipInfo(name, (2020, 1, 1 + number, 8, 30, 10))
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, content)
    return made.getvalue()


def generated(seed: int) -> bytes:
    """Return the document of a seed."""
    return zipped(Maker(seed).parts())
