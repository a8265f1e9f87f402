"""Old Vietnamese encodings: tables, names of fonts, and recognition by the words of a text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from old_files import SENTENCES, in_old_letters, letters_of, writable

from ingest.readers import read_bytes
from ingest.readers.old_letters import decode, encoding_of_font, with_hyphens_as_letters
from ingest.readers.old_texts import Stretch, may_be_decoded, settle
from ingest.readers.syllables import is_syllable

ENCODINGS = ("TCVN3", "VNI", "VISCII", "VPS")
TEXT = "\n".join(SENTENCES)
WORDS = sorted({word.strip(",.;:") for word in TEXT.split()})
FRENCH = "Le café où l'hôtelier, naïf, a noté très tôt : « prix élevé, 5 µm à 20 °C » où ça ?\n"
GERMAN = "Für die größten Übungen können wir später in München öffnen; süß, müde, böse, ähnlich.\n"
SPANISH = "El niño español soñó mañana; señor Muñoz, cigüeña, pingüino, año, otoño, baño.\n"
ENGLISH = "Copyright © 2090 Acme® — naïve café, résumé, £5, §12, ½ cup, 10 µg ±2.\n"


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_letter_comes_back(encoding):
    for letter, shown in letters_of(encoding).items():
        assert decode(shown, encoding).text == letter
    text = writable(TEXT, encoding)
    assert decode(in_old_letters(text, encoding), encoding).text == text


def test_every_vietnamese_letter_is_in_the_table_of_vni():
    for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY":
        for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"):
            letter = unicodedata.normalize("NFC", base + tone)
            assert letter.isascii() or letter in "ìíÌÍ" or letter in letters_of("VNI")


def test_two_characters_are_one_letter_with_one_place():
    assert decode("Coäng hoøa", "VNI") == ("Cộng hòa", [0, 1, 3, 4, 5, 6, 7, 9, 10])
    assert decode("Aùo", "VNI").text == "Áo", "a capital with the mark of a small letter"


def test_symbols_stand_for_bytes():
    assert decode("\uf0a7\uf0e9c lËp", "TCVN3").text == "Độc lập"


def test_signs_of_pdf_glyphs_are_letters_where_they_make_a_syllable():
    assert (
        decode("x∙ héi, t− n−íc, N§−CP, 5−6, ∙", "TCVN3").text == "xã hội, tư nước, NĐ−CP, 5−6, ∙"
    )
    shown = "b- Th«ng t- cña Thñ t-íng, N§-CP - H-ng Yªn"
    assert decode(shown, "TCVN3").text == "b- Thông t- của Thủ t-ớng, NĐ-CP - H-ng Yên"
    assert decode(with_hyphens_as_letters(shown), "TCVN3").text == (
        "b- Thông tư của Thủ tướng, NĐ-CP - Hưng Yên"
    )


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", "TCVN3"),
        ('".VnTimeH"', "TCVN3"),
        ("ABCDEF+VnTimeHBold", "TCVN3"),
        (".vnArial", "TCVN3"),
        ("VNI-Times", "VNI"),
        ("FBHPEM+vni-Helve", "VNI"),
        ("VPS Times", "VPS"),
        ("Times New Roman", None),
        ("Vni", "VNI"),
        ("Vnisoft", None),
        ("VnExpress", "TCVN3"),
        ("Univers", None),
        ("", None),
    ],
)
def test_name_of_a_font(font, encoding):
    assert encoding_of_font(font) == encoding


@pytest.mark.parametrize("encoding", ["TCVN3", "VNI"])
def test_text_without_fonts_is_decoded(encoding):
    text = writable(TEXT, encoding)
    document = read_bytes(in_old_letters(text, encoding).encode(), name="a.txt")
    assert (document.text, document.decoded_from, document.unread) == (text, encoding, ())


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_bytes_are_decoded(encoding):
    text = writable(TEXT, encoding)
    data = in_old_letters(text, encoding).encode("latin-1")
    document = read_bytes(data, name="a.txt")
    assert (document.text, document.decoded_from) == (text, encoding)
    (place,) = document.locate(text.index("61/2090"), text.index("61/2090") + 7)
    assert data[place.start : place.end] == b"61/2090"


def test_bytes_keep_the_quotation_marks_of_windows():
    data = (
        in_old_letters(writable(TEXT, "TCVN3"), "TCVN3").encode("latin-1") + b" \x93\xa7\xe9c\x94"
    )
    assert read_bytes(data, name="a.txt").text.endswith(" “Độc”")


def test_bytes_of_windows_1258_stay_what_they_are():
    pieces = []
    for char in TEXT:
        spread = unicodedata.normalize("NFD", char)
        base = unicodedata.normalize(
            "NFC", "".join(c for c in spread if c not in "\u0300\u0301\u0303\u0309\u0323")
        )
        pieces.append(base + "".join(c for c in spread if c in "\u0300\u0301\u0303\u0309\u0323"))
    text = "".join(pieces)
    document = read_bytes(text.encode("cp1258"), name="a.txt")
    assert (document.text, document.decoded_from) == (text, None)


@pytest.mark.parametrize("text", [FRENCH, GERMAN, SPANISH, ENGLISH, FRENCH + GERMAN + SPANISH])
@pytest.mark.parametrize("times", [1, 30])
def test_other_languages_are_never_decoded(text, times):
    document = read_bytes((text * times).encode(), name="a.txt")
    assert (document.text, document.decoded_from) == (text * times, None)


def test_words_that_are_vietnamese_by_chance_are_not_decoded():
    names = "cña\nBµn\nchî\nthñ\n" + "größten Übungen\nañoranza señorita\nfjällräven öppnar\n" * 3
    for text in ("où où où où ½", "Bµn µm, µg ½", names):
        assert read_bytes(text.encode(), name="a.txt").text == text


@given(st.lists(st.sampled_from([*WORDS, "«", "©", "·", "§", "−", "µm", "\n"]), max_size=40))
def test_unicode_is_never_touched(words):
    text = "76 " + " ".join(words)
    document = read_bytes(text.encode(), name="a.txt")
    assert (document.text, document.decoded_from) == (text, None)


@given(st.text(alphabet="àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậnhgct ÀÁĐƯ", min_size=1, max_size=60))
def test_letters_of_unicode_alone_are_never_touched(text):
    assert read_bytes(f"1{text}".encode(), name="a.txt").text == f"1{text}"


def test_a_font_is_believed_where_words_do_not_contradict_it():
    old, modern, either = "cña Bé", "Những người được cử", "có án"
    assert settle([[Stretch(modern, "TCVN3")], [Stretch(either, "TCVN3")]]) == [[None], [None]]
    assert settle([[Stretch(old, "TCVN3")], [Stretch(either, "TCVN3")]]) == [["TCVN3"], ["TCVN3"]]
    assert settle([[Stretch(modern, None), Stretch("Sè", "TCVN3")]]) == [[None, "TCVN3"]]


def test_lines_are_judged_one_by_one():
    old = in_old_letters(writable(TEXT, "TCVN3"), "TCVN3")
    text = f"{TEXT}\n{old}\nSè: 12/KH-UBND"
    document = read_bytes(text.encode(), name="a.txt")
    assert document.text == f"{TEXT}\n{writable(TEXT, 'TCVN3')}\nSố: 12/KH-UBND"


@pytest.mark.parametrize(
    "word", ["nghiêng", "Quyết", "GIỮ", "khuỷu", "gì", "ở", "oong", "Đắk", "ngoằn"]
)
def test_syllables(word):
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["cña", "hoµ", "cáć", "hoẵc", "cat", "NĐ", "für", "flà", "ađo", ""]
)
def test_words_that_are_no_syllables(word):
    assert not is_syllable(word)


@pytest.mark.parametrize("sign", ["µ", "\u00ad", "µ-", "\u2212"])
def test_a_very_long_word_is_read_as_fast_as_many_short_ones(sign):
    """A pattern tried anew at each letter would take hours."""
    word = sign * 200_000
    assert len(decode(word, "TCVN3").starts) == len(word) + 1
    assert with_hyphens_as_letters(word)


@given(
    st.lists(st.sampled_from([*WORDS, "cña", "Nghị", "coäng", "µ", "®Þnh", "x·", "5"]), max_size=9)
)
def test_what_is_not_looked_into_has_nothing_to_decode(words):
    """The short cut for texts in Unicode and the whole way agree."""
    lines = [" ".join(words[at : at + 3]) for at in range(0, len(words), 3)]
    found = settle([[Stretch(line, None)] for line in lines])
    if not may_be_decoded("\n".join(lines)):
        assert found == [[None]] * len(lines)
