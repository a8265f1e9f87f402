"""PDF files: lines, pages, furniture, notes, and the boxes of words."""

import io
import pickle
import re

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reader_files import assert_every_character_is_located, lines
from reportlab.pdfbase.pdfmetrics import stringWidth

from ingest.readers import read_bytes

HEAD = 820
FOOT = 30


def text_of(data: bytes) -> str:
    document = read_bytes(data, name="a.pdf")
    assert document.kind == "pdf"
    assert_every_character_is_located(document, data)
    return document.text


def test_citation_broken_over_a_line(pdf_of):
    text = text_of(pdf_of(lines("thực hiện Nghị quyết số", "76/NQ-CP ngày 15/7/2021")))
    assert text == "thực hiện Nghị quyết số\n76/NQ-CP ngày 15/7/2021\n"


def test_hyphen_at_the_end_of_a_line(pdf_of):
    text = text_of(pdf_of(lines("số 32/2018/TT-", "BGDĐT và Bộ Lao động -", "Thương binh")))
    assert text == "số 32/2018/TT-BGDĐT và Bộ Lao động -\nThương binh\n"


def test_citation_broken_over_a_page_with_furniture_between(pdf_of):
    data = pdf_of(
        [(250, HEAD, 10, "CÔNG BÁO/Số 15 + 16/Ngày 29-12-2090 3"), *lines("theo Nghị quyết số")],
        [(72, HEAD, 10, "4 CÔNG BÁO/Số 15 + 16/Ngày 29-12-2090"), *lines("76/NQ-CP và TT-")],
        [(250, HEAD, 10, "CÔNG BÁO/Số 15 + 16/Ngày 29-12-2090 5"), *lines("BTC.")],
    )
    assert text_of(data) == "theo Nghị quyết số\n76/NQ-CP và TT-BTC.\n"


def test_page_numbers_are_left_out_where_they_agree_with_the_page(pdf_of):
    pages = [[*lines(f"Trang có chữ {n}"), (290, FOOT, 10, f"- {n} -")] for n in (1, 2, 3)]
    assert text_of(pdf_of(*pages)) == "Trang có chữ 1\nTrang có chữ 2\nTrang có chữ 3\n"
    assert text_of(pdf_of([*lines("Năm"), (290, FOOT, 10, "2090")])) == "Năm\n2090\n"
    shifted = [[(290, HEAD, 10, str(n)), *lines("a")] for n in (84, 85)]
    assert text_of(pdf_of(*shifted)) == "a\na\n"


def test_number_inside_the_text_is_no_page_number(pdf_of):
    assert text_of(pdf_of(lines("Một", "12", "Hai"))) == "Một\n12\nHai\n"


def test_running_head_is_kept_once(pdf_of):
    pages = [[(72, HEAD, 10, "Kế hoạch CCHC"), *lines(f"Đoạn {n}")] for n in "abc"]
    assert text_of(pdf_of(*pages)) == "Kế hoạch CCHC\nĐoạn a\nĐoạn b\nĐoạn c\n"


def test_notes_at_the_foot_follow_the_last_page(pdf_of):
    notes = [(72, 90, 9, "1 Sửa đổi bởi Nghị định số"), (72, 78, 9, "61/2090/NĐ-CP.")]
    data = pdf_of(
        [*lines("theo Thông tư số", "11/2090/TT-BCT của Bộ"), *notes], lines("Công Thương")
    )
    assert text_of(data) == (
        "theo Thông tư số\n11/2090/TT-BCT của Bộ\nCông Thương\n"
        "1 Sửa đổi bởi Nghị định số\n61/2090/NĐ-CP.\n"
    )


def test_raised_mark_does_not_stick_to_a_symbol(pdf_of):
    data = pdf_of([(72, 700, 13, "số 76/NQ-CP"), (153, 706, 7, "12"), (165, 700, 13, "và QH15")])
    text = text_of(data)
    assert re.search(r"76/NQ-CP 12\b", text), text
    assert text_of(pdf_of(lines("Luật số 51/2024/QH15"))) == "Luật số 51/2024/QH15\n"


def test_block_drawn_late_but_standing_above_is_moved_up(pdf_of):
    body = lines("Căn cứ Luật", "Điều 1.", top=600)
    assert text_of(pdf_of([*body, (72, 760, 13, "BỘ Y TẾ"), (300, 760, 13, "CỘNG HÒA")])) == (
        "BỘ Y TẾ CỘNG HÒA\nCăn cứ Luật\nĐiều 1.\n"
    )


def test_box_is_around_the_words(pdf_of):
    data = pdf_of(lines("a"), [(100, 500, 20, "ab 76/NQ-CP cd")])
    document = read_bytes(data, name="a.pdf")
    start = document.text.index("76/NQ-CP")
    (place,) = document.locate(start, start + 8)
    left, bottom, right, top = place.box
    assert place.page == 1
    assert 120 < left < 140
    assert 490 < bottom < 505
    assert 200 < right < 260
    assert 510 < top < 525
    (whole,) = document.locate(document.text.index("ab"), len(document.text))
    assert whole.box[0] < left
    assert whole.box[2] > right


def test_words_on_two_lines_have_two_boxes(pdf_of):
    data = pdf_of(lines("Nghị quyết số", "76/NQ-", "CP"))
    document = read_bytes(data, name="a.pdf")
    places = document.locate(0, len(document.text))
    assert [place.run for place in places] == [0, 1, 2]
    assert places[0].box[1] > places[1].box[3] > places[2].box[3]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_turned_page_is_read_as_shown(pdf_of, rotation):
    page = [*lines("Nghị quyết số", "76/NQ-CP"), *lines("BỘ Y TẾ", top=760), (290, FOOT, 10, "1")]
    file = pikepdf.open(io.BytesIO(pdf_of(page)))
    turn = {0: "1 0 0 1 0 0", 90: "0 1 -1 0 842 0", 180: "-1 0 0 -1 595 842", 270: "0 -1 1 0 0 595"}
    file.pages[0].contents_add(f"{turn[rotation]} cm".encode(), prepend=True)
    if rotation in (90, 270):
        file.pages[0].mediabox = [0, 0, 842, 595]
    file.pages[0].rotate(rotation, relative=False)
    buffer = io.BytesIO()
    file.save(buffer)
    assert text_of(buffer.getvalue()) == "BỘ Y TẾ\nNghị quyết số\n76/NQ-CP\n"


def test_letters_drawn_after_the_rest_are_put_back(pdf_of, font):
    size, latin, accented = 12, [], []
    for row, text in enumerate(("Căn cứ Quyết định số 1478/QĐ-BLĐTBXH", "Thủ tướng Chính phủ")):
        x, y = 72.0, 700 - 20 * row
        for part in re.findall(r"[ -ÿă]+|[^ -ÿă]+", text):
            (latin if part[0] <= "ÿ" or part[0] == "ă" else accented).append((x, y, size, part))
            x += stringWidth(part, font, size)
    data = pdf_of([*latin, *((x, y, size + 0.01, part) for x, y, size, part in accented)])
    assert text_of(data) == "Căn cứ Quyết định số 1478/QĐ-BLĐTBXH\nThủ tướng Chính phủ\n"


def test_letters_drawn_in_two_more_rounds_are_put_back(pdf_of, font):
    text, x, rounds = "Quyết định về thủ tục", 72.0, ([], [], [])
    for number, char in enumerate(text):
        rounds[0 if char < "\u0110" else 1 + number % 2].append((x, 700, 12, char))
        x += stringWidth(char, font, 12)
    data = pdf_of([piece for drawn in rounds for piece in drawn])
    assert text_of(data) == text + "\n"


def test_character_outside_the_basic_plane(pdf_of):
    file = pikepdf.open(io.BytesIO(pdf_of(lines("ab § 76/NQ-CP"))))
    for thing in file.objects:
        if isinstance(thing, pikepdf.Stream) and b"<00A7>" in thing.read_bytes():
            thing.write(thing.read_bytes().replace(b"<00A7>", b"<D83DDE00>"))
    buffer = io.BytesIO()
    file.save(buffer)
    assert text_of(buffer.getvalue()) == "ab 😀 76/NQ-CP\n"


def test_document_can_go_to_another_process(pdf_of):
    document = read_bytes(pdf_of(lines("76/NQ-CP")), name="a.pdf")
    document.locate(0, 8)
    assert pickle.loads(pickle.dumps(document)).locate(0, 8) == document.locate(0, 8)  # noqa: S301


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(pages=st.lists(st.lists(st.text("aĐị/2- ", min_size=1, max_size=9), max_size=5), max_size=3))
def test_every_character_leads_back_to_its_page(pdf_of, pages):
    text_of(pdf_of(lines("chữ"), *(lines(*page) for page in pages)))
