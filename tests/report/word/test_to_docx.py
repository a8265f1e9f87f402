"""Word documents given back: where comments stand, what is changed, and what is left alone."""

from pathlib import Path

import pytest
from generated import OTHER, R, W, zipped
from judged import (
    MADE_ON,
    canonical,
    checked,
    entries,
    looks,
    named,
    ranges,
    report_on,
    settled,
    tree,
    value,
    viendan_comments,
)
from lxml import etree
from packages import control, inserted, package, paragraph, run

from ingest.readers import read_bytes
from kg.errors import UnreadableError
from report.to_docx import as_docx, checked_docx, without_marks

SAMPLE = Path(__file__).parents[3] / "samples" / "ke-hoach-cchc.docx"
#: A day without its noughts: one finding, one safe correction.
DAY = "Nghị định số 30/2020/NĐ-CP ngày 5/3/2020 của Chính phủ về công tác văn thư"
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> CODE </w:instrText>'
    '<w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
SIGNED = 'w:author="viendan" w:date="2026-11-22T10:30:00Z"'


def body_of(data: bytes, part: str = "word/document.xml") -> str:
    """Return the body's XML with the namespaces left out."""
    root = tree(data, part)
    text = etree.tostring(root[0] if part.endswith("document.xml") else root, encoding="unicode")
    return text.replace(f' xmlns:w="{W}"', "").replace(f' xmlns:r="{R}"', "")


def test_comment_and_tracked_change_as_word_writes_them():
    _, made = checked(package(paragraph(run(f"Căn cứ {DAY};", "<w:b/>"))), suggest=True)
    bold = "<w:rPr><w:b/></w:rPr>"
    cut = '<w:r w:rsidR="0076D001"><w:rPr><w:b/></w:rPr>'
    before, after = DAY.split("5/3/2020")
    assert body_of(made.data) == (
        "<w:body><w:p>"
        f'<w:r>{bold}<w:t xml:space="preserve">Căn cứ {before}</w:t></w:r>'
        '<w:commentRangeStart w:id="0"/>'
        f'<w:del w:id="1" {SIGNED}>{cut}<w:delText xml:space="preserve">5/3/2020</w:delText></w:r>'
        "</w:del>"
        f'<w:ins w:id="2" {SIGNED}><w:r>{bold}<w:t>05/3/2020</w:t></w:r></w:ins>'
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
        f'{cut}<w:t xml:space="preserve">{after};</w:t></w:r>'
        "</w:p></w:body>"
    )
    (words,) = viendan_comments(made.data).values()
    assert words.startswith("LƯU Ý (VD006) ")
    assert "Viết đúng: 05/3/2020" in words
    (comment,) = named(tree(made.data, "word/comments.xml"), "comment")
    assert (value(comment, "initials"), value(comment, "date")) == ("VD", "2026-11-22T10:30:00Z")


def test_comments_in_english():
    _, made = checked(package(paragraph(run(DAY))), language="en")
    (words,) = viendan_comments(made.data).values()
    assert words.startswith("NOTE (VD006) ")
    assert "Write: 05/3/2020" in words


def test_fixed_text_stays_in_its_run():
    data = package(paragraph(run(f"  Căn cứ {DAY};", "<w:b/>")))
    _, made = checked(data, fix=True)
    assert body_of(made.data) == body_of(data).replace("5/3/2020", "05/3/2020")
    assert [(c.old, c.new) for c in made.changes] == [("5/3/2020", "05/3/2020")]
    assert made.comments == 0
    assert "word/comments.xml" not in entries(made.data)


def test_each_deleted_run_keeps_its_look():
    before, after = DAY.split("5/3/2020")
    parts = ("5", "/3", "/20", "2", "0")
    styles = ("<w:b/>", "<w:i/>", "", '<w:sz w:val="30"/>', "<w:u/>")
    runs = [run(text, look) for text, look in zip(parts, styles, strict=True)]
    between = '<w:proofErr w:type="spellStart"/>'
    data = package(paragraph(run(before), *runs[:2], between, *runs[2:], run(after)))
    report, made = checked(data, suggest=True)
    assert looks(settled(made.data, accept=False)) == looks(data)
    (added,) = named(tree(made.data), "ins")
    assert [e.tag for e in added[0][0]] == [f"{{{W}}}b"]
    assert list(ranges(made.data).values()) == ["5/3/2020"]
    assert canonical(entries(without_marks(made.data))["word/document.xml"]) == canonical(
        entries(data)["word/document.xml"]
    )
    assert "05/3/2020" in read_bytes(settled(made.data, accept=True), name="a.docx").text
    assert report.findings


def test_a_note_and_a_drawing_among_deleted_words_stay():
    before, after = DAY.split("5/3/2020")
    mark = '<w:r><w:t>5/3</w:t><w:footnoteReference w:id="1"/><w:softHyphen/><w:t>/2020</w:t></w:r>'
    notes = f'<w:footnote w:id="1">{paragraph(run("Xem thêm."))}</w:footnote>'
    _, made = checked(package(paragraph(run(before), mark, run(after)), footnotes=notes), fix=True)
    assert len(named(tree(made.data), "footnoteReference")) == 1
    assert not named(tree(made.data), "softHyphen")
    _, made = checked(
        package(paragraph(run(before), mark, run(after)), footnotes=notes), suggest=True
    )
    (reference,) = named(tree(made.data), "footnoteReference")
    assert "del" not in {etree.QName(a).localname for a in reference.iterancestors()}


@pytest.mark.parametrize(
    ("around", "reason"),
    [
        (inserted("{}"), "sửa đổi của người khác"),
        (f'<w:moveTo w:id="78" {OTHER}>{{}}</w:moveTo>', "sửa đổi của người khác"),
        ('<w:fldSimple w:instr=" TITLE ">{}</w:fldSimple>', "trường"),
        (FIELD.replace("CODE", "REF a"), "trường"),
        (control("{}", properties='<w:dataBinding w:xpath="/a"/>'), "ô nhập liệu"),
        (control("{}", properties='<w:lock w:val="sdtContentLocked"/>'), "ô nhập liệu"),
    ],
)
def test_where_words_must_not_be_changed_there_is_a_comment_only(around, reason):
    data = package(paragraph(run("Căn cứ "), around.replace("{}", run(DAY)), run(".")))
    for option in ("suggest", "fix"):
        report, made = checked(data, **{option: True})
        assert made.changes == ()
        assert {left.words for left in made.left_out} == {"5/3/2020"}
        assert reason in made.left_out[0].reason
        assert read_bytes(made.data, name="a.docx").text == report.text
        (words,) = viendan_comments(made.data).values()
        assert made.left_out[0].reason in words


def test_a_computed_field_is_commented_as_a_whole_and_a_link_at_its_words():
    data = package(paragraph(run("Căn cứ "), FIELD.format(run(f"{DAY}.")).replace("CODE", "REF a")))
    _, made = checked(data)
    (first,) = named(tree(made.data), "commentRangeStart")
    assert named(first.getnext(), "fldChar")
    assert ranges(made.data) == {"0": f"{DAY}."}
    assert next(iter(viendan_comments(made.data).values())).startswith("Trường: “5/3/2020”")
    link = FIELD.format(run(f"{DAY}.")).replace("CODE", 'HYPERLINK "http://a.vn"')
    report, made = checked(package(paragraph(run("Căn cứ "), link)), suggest=True)
    assert ranges(made.data) == {"0": "5/3/2020"}
    assert [change.new for change in made.changes] == ["05/3/2020"]
    assert read_bytes(settled(made.data, accept=False), name="a.docx").text == report.text


def test_words_outside_the_body_are_commented_where_word_shows_it():
    notes = f'<w:footnote w:id="3">{paragraph(run(DAY))}</w:footnote>'
    mark = '<w:r><w:t>tại đây</w:t><w:footnoteReference w:id="3"/></w:r>'
    body = paragraph(run("KẾ HOẠCH")) + paragraph(run("Xem "), mark, run("."))
    data = package(body, footnotes=notes, header=paragraph(run(f"Theo {DAY}")))
    _, made = checked(data, suggest=True)
    comments = viendan_comments(made.data)
    first = {words.split("\n")[0]: key for key, words in comments.items()}
    assert set(first) == {"Chú thích cuối trang: “5/3/2020”", "Đầu trang: “5/3/2020”"}
    starts = {value(e, "id"): e for e in named(tree(made.data), "commentRangeStart")}
    (reference,) = starts[first["Chú thích cuối trang: “5/3/2020”"]].getnext()
    assert value(reference, "id") == "3"
    head = starts[first["Đầu trang: “5/3/2020”"]].getparent()
    assert head is head.getparent()[0]
    for part in ("word/footnotes.xml", "word/header.xml"):
        assert not named(tree(made.data, part), "commentRangeStart", "commentReference")
        assert [value(e, "author") for e in named(tree(made.data, part), "ins")] == ["viendan"]


@pytest.mark.parametrize("properties", ["", "<w:text/>", "<w:date/>"])
def test_marks_stand_outside_a_control_that_holds_the_first_paragraph(properties):
    body = paragraph(run("Một")) + control(paragraph(run(DAY)), properties=properties)
    _, made = checked(package(body + paragraph(run("Hai"))), suggest=True)
    root = tree(made.data)
    (content,) = named(root, "sdtContent")
    assert not named(content, "commentRangeStart", "commentRangeEnd", "commentReference", "ins")
    assert [etree.QName(e).localname for e in root[0]] == [
        *("p", "commentRangeStart", "sdt", "commentRangeEnd", "p")
    ]
    (words,) = viendan_comments(made.data).values()
    assert words.startswith("Ô nhập liệu: “5/3/2020”")
    # Without a paragraph after it the comment goes to the one before.
    _, made = checked(package(body), suggest=True)
    assert ranges(made.data) == {"0": "Một"}


def test_a_document_without_findings_is_given_back_as_it_is():
    data = package(paragraph(run("Chưa có gì mới.")))
    assert checked(data, suggest=True, fix=True)[1].data is data
    assert without_marks(data) is data


def test_other_names_of_parts_and_no_relationships():
    data = package(paragraph(run(DAY)), main="word/document2.xml")
    _, made = checked(data, suggest=True)
    assert len(viendan_comments(made.data)) == 1
    assert entries(made.data)["word/_rels/document2.xml.rels"]
    cleaned = entries(without_marks(made.data))
    assert canonical(cleaned["word/document2.xml"]) == canonical(
        entries(data)["word/document2.xml"]
    )
    assert "word/comments.xml" not in cleaned


def test_default_namespace():
    """Attributes need a prefix even where the elements have none."""
    parts = entries(package(paragraph(run(DAY))))
    text = parts["word/document.xml"].decode().replace("<w:", "<").replace("</w:", "</")
    parts["word/document.xml"] = text.replace("xmlns:w=", "xmlns=").encode()
    data = zipped(parts)
    report, made = checked(data, suggest=True)
    assert ranges(made.data) == {"0": "5/3/2020"}
    assert read_bytes(settled(made.data, accept=False), name="a.docx").text == report.text


def test_macros_stay_and_signature_and_protection_are_told():
    protection = '<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'
    more = {"word/vbaProject.bin": b"\xd0\xcf macro", "_xmlsignatures/sig1.xml": b"<a/>"}
    data = package(paragraph(run(DAY)), more=more, settings=protection)
    _, made = checked(data, suggest=True)
    assert entries(made.data)["word/vbaProject.bin"] == more["word/vbaProject.bin"]
    assert entries(made.data)["_xmlsignatures/sig1.xml"] == b"<a/>"
    told = [left.reason for left in made.left_out if not left.words]
    assert len(told) == 2
    assert "chữ ký số" in told[0] + told[1]
    assert "bảo vệ" in told[0] + told[1]
    assert checked(data, language="en")[1].left_out != made.left_out
    off = protection.replace('enforcement="1"', 'enforcement="0"')
    assert checked(package(paragraph(run(DAY)), settings=off))[1].left_out == ()


def test_more_comments_than_word_takes_are_left_out():
    many = "".join(f'<w:commentRangeStart w:id="{n}"/>' for n in range(31_999))
    data = package(paragraph(many, run(DAY)) + paragraph(run(DAY.replace("5/3", "6/3"))))
    _, made = checked(data)
    assert made.comments == 1
    assert made.left_out
    assert all("Word" in left.reason for left in made.left_out)


def test_ids_of_comments_and_changes_are_new():
    taken = '<w:bookmarkStart w:id="41" w:name="a"/><w:bookmarkEnd w:id="41"/>'
    highest = '<w:bookmarkStart w:id="2147483646" w:name="b"/><w:bookmarkEnd w:id="2147483646"/>'
    _, made = checked(package(paragraph(taken, run(DAY))), suggest=True)
    assert [value(e, "id") for e in named(tree(made.data), "commentRangeStart")] == ["42"]
    _, made = checked(package(paragraph(highest, run(DAY))), suggest=True)
    assert [value(e, "id") for e in named(tree(made.data), "commentRangeStart")] == ["1"]


def test_old_encodings_get_comments_only():
    """Words in Unicode would be drawn as rubbish by a font of TCVN3."""
    font = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    words = (
        "C¨n cø NghÞ ®Þnh sè 30/2020/N§-CP ngµy 5/3/2020 cña ChÝnh phñ vÒ c«ng t¸c v¨n th­; "
        "c¸c phßng chuyªn m«n cã tr¸ch nhiÖm thùc hiÖn kÕ ho¹ch nµy."
    )
    report, made = checked(package(paragraph(run(words, font))), suggest=True, fix=True)
    assert report.document.decoded_from
    assert made.comments
    assert made.changes == ()
    assert "bảng mã cũ" in made.left_out[0].reason
    assert "5/3/2020" in ranges(made.data).values()


def test_where_words_were_to_be_added_the_words_before_are_told():
    day = '<w:ins w:id="70" w:author="An" w:date="2025-01-01T00:00:00Z">{}</w:ins>'
    words = "Thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021"
    _, made = checked(package(paragraph(day.format(run(words)))), suggest=True)
    assert made.changes == ()
    assert [left.words for left in made.left_out] == ["số 76/NQ-CP ngày 15/7/2021"]


def test_a_document_other_than_the_one_checked_is_refused():
    report = report_on(package(paragraph(run(DAY)), header=paragraph(run("a"))))
    with pytest.raises(UnreadableError, match="another than the one checked"):
        checked_docx(report, package(paragraph(run(DAY))), language="vi", made_on=MADE_ON)


@pytest.mark.parametrize(
    ("kind", "fitting"), [("txt", "html"), ("md", "html"), ("html", "html"), ("pdf", "pdf")]
)
def test_other_formats_are_told_what_fits_them(kind, fitting):
    with pytest.raises(UnreadableError, match=rf"a\.{kind}: .*--format {fitting}"):
        as_docx(b"a", path=f"a.{kind}", kind=kind)


def test_broken_and_hostile_packages_are_refused():
    parts = entries(package(paragraph(run(DAY))))
    made = checked(zipped(parts))[1]
    hostile = entries(made.data)
    entity = b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    comments = hostile["word/comments.xml"]
    start = comments.index(b"<w:comments")
    hostile["word/comments.xml"] = comments[:start] + entity + comments[start:]
    with pytest.raises(UnreadableError, match="DOCTYPE"):
        without_marks(zipped(hostile))
    hostile["word/comments.xml"] = b"<viendan"
    with pytest.raises(UnreadableError, match="broken XML"):
        without_marks(zipped(hostile))
    with pytest.raises(UnreadableError):
        without_marks(made.data[:-40])
    with pytest.raises(UnreadableError):
        as_docx(b"PK\x03\x04", path="a.docx", kind="docx")


def with_reply(data: bytes) -> bytes:
    """Return a checked document as Word saves it after somebody has answered the first comment."""
    parts = entries(data)
    text = parts["word/comments.xml"].decode()
    w14 = "http://schemas.microsoft.com/office/word/2010/wordml"
    text = text.replace("<w:comments ", f'<w:comments xmlns:w14="{w14}" ')
    text = text.replace("<w:p>", '<w:p w14:paraId="11111111">', 1)
    reply = (
        f'<w:comment w:id="500" {OTHER}><w:p w14:paraId="22222222"><w:r><w:t>Đã trao đổi với Vụ '
        "Pháp chế.</w:t></w:r></w:p></w:comment>"
    )
    parts["word/comments.xml"] = text.replace("</w:comments>", f"{reply}</w:comments>").encode()
    body = parts["word/document.xml"].decode()
    for tag in ("commentRangeStart", "commentRangeEnd"):
        first = body.index(f"<w:{tag}")
        body = f'{body[:first]}<w:{tag} w:id="500"/>{body[first:]}'
    first = body.index("<w:r><w:commentReference")
    own = '<w:r><w:commentReference w:id="500"/></w:r>'
    parts["word/document.xml"] = f"{body[:first]}{own}{body[first:]}".encode()
    w15 = "http://schemas.microsoft.com/office/word/2012/wordml"
    cid = "http://schemas.microsoft.com/office/word/2016/wordml/cid"
    cex = "http://schemas.microsoft.com/office/word/2018/wordml/cex"
    office = "http://schemas.microsoft.com/office"
    extras = {
        "commentsExtended": f'<a:commentsEx xmlns:a="{w15}"><a:commentEx a:paraId="11111111"/>'
        '<a:commentEx a:paraId="22222222" a:paraIdParent="11111111"/></a:commentsEx>',
        "commentsIds": f'<a:commentsIds xmlns:a="{cid}">'
        '<a:commentId a:paraId="11111111" a:durableId="AAAA"/>'
        '<a:commentId a:paraId="22222222" a:durableId="BBBB"/></a:commentsIds>',
        "commentsExtensible": f'<a:commentsExtensible xmlns:a="{cex}"><a:commentExtensible '
        'a:durableId="AAAA"/><a:commentExtensible a:durableId="BBBB"/></a:commentsExtensible>',
    }
    links = parts["word/_rels/document.xml.rels"].decode()
    for number, (name, content) in enumerate(extras.items()):
        parts[f"word/{name}.xml"] = content.encode()
        kind = f"{office}/2011/relationships/{name}"
        link = f'<Relationship Id="x{number}" Type="{kind}" Target="{name}.xml"/>'
        links = links.replace("</Relationships>", f"{link}</Relationships>")
    parts["word/_rels/document.xml.rels"] = links.encode()
    return zipped(parts)


def test_a_reply_to_a_comment_stays_as_a_comment_of_its_own():
    data = package(paragraph(run(f"Căn cứ {DAY};")))
    answered = with_reply(checked(data, suggest=True)[1].data)
    cleaned = without_marks(answered)
    assert viendan_comments(cleaned) == {}
    (comment,) = named(tree(cleaned, "word/comments.xml"), "comment")
    assert "Vụ Pháp chế" in "".join(comment.itertext())
    assert ranges(cleaned) == {"500": "5/3/2020"}
    parts = entries(cleaned)
    for name in ("commentsExtended", "commentsIds", "commentsExtensible"):
        left = etree.fromstring(parts[f"word/{name}.xml"])
        assert len(left) == 1
        assert value(left[0], "paraIdParent") is None
        assert (value(left[0], "paraId") or "22222222") == "22222222"
        assert (value(left[0], "durableId") or "BBBB") == "BBBB"
    again = checked(cleaned, suggest=True)[1]
    assert len(viendan_comments(again.data)) == 1
    assert set(ranges(again.data).values()) == {"5/3/2020"}


def test_accepted_corrections_are_the_authors_text():
    data = package(paragraph(run(f"Căn cứ {DAY};")))
    accepted = settled(checked(data, suggest=True)[1].data, accept=True)
    cleaned = without_marks(accepted)
    assert "05/3/2020" in read_bytes(cleaned, name="a.docx").text
    assert "VD006" not in {f.code for f in report_on(cleaned).findings}


def test_a_persons_comment_on_a_proposal_outlives_it():
    parts = entries(checked(package(paragraph(run(DAY))), suggest=True)[1].data)
    body = parts["word/document.xml"].decode()
    run_of_ins = body[body.index("<w:ins ") :].split(">", 1)[1].split("</w:ins>")[0]
    own = (
        f'<w:commentRangeStart w:id="600"/>{run_of_ins}<w:commentRangeEnd w:id="600"/>'
        '<w:r><w:commentReference w:id="600"/></w:r>'
    )
    parts["word/document.xml"] = body.replace(run_of_ins, own).encode()
    cleaned = without_marks(zipped(parts))
    kept = named(tree(cleaned), "commentRangeStart", "commentRangeEnd", "commentReference")
    assert [value(e, "id") for e in kept] == ["600"] * 3
    assert read_bytes(cleaned, name="a.docx").text.strip() == DAY


def test_the_sample_keeps_every_other_part():
    data = SAMPLE.read_bytes()
    report, made = checked(data, suggest=True)
    before, after = entries(data), entries(made.data)
    changed = {name for name, content in before.items() if after[name] != content}
    assert changed == {
        *("[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels")
    }
    assert set(after) - set(before) == {"word/comments.xml"}
    assert len(made.changes) > 3
    assert report.text == read_bytes(settled(made.data, accept=False), name="a.docx").text
