"""Archives of documents: names, nesting, limits, and members that cannot be read."""

import io
import zipfile

import pytest
from reader_files import docx_of, zip_of

from ingest.readers import archive as limits
from ingest.readers import read, read_bytes
from ingest.readers.documents import documents, documents_in
from kg.document import Document
from kg.errors import LegalGraphError, TooLargeError, UnreadableError

TEXT = "Nghị định số 61/2018/NĐ-CP"
PARAGRAPH = f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>"


def listed(data: bytes) -> list[tuple[str, str | type]]:
    """Return the path and text of each member, the error's type for what cannot be read."""
    found = []
    for one in documents_in(data, name="a.zip"):
        if isinstance(one, LegalGraphError):
            found.append((str(one).split(": ")[0], type(one)))
        else:
            found.append((one.path, one.text))
    return found


def test_members_in_order_with_their_paths():
    data = zip_of({"thư mục/kế hoạch.docx": docx_of(PARAGRAPH), "b.txt": TEXT})
    assert listed(data) == [("a.zip/thư mục/kế hoạch.docx", f"{TEXT}\n"), ("a.zip/b.txt", TEXT)]


def test_one_bad_member_stops_no_other():
    parts = {"a.pdf": "%PDF-1.7 rubbish", "b.txt": TEXT, "c.xlsx": b"PK\x03\x04", "d.md": TEXT}
    assert listed(zip_of(parts)) == [
        ("a.zip/a.pdf", UnreadableError),
        ("a.zip/b.txt", TEXT),
        ("a.zip/c.xlsx", UnreadableError),
        ("a.zip/d.md", TEXT),
    ]


def test_damaged_member_stops_no_other():
    data = bytearray(zip_of({"a.txt": TEXT * 50, "b.txt": TEXT}))
    at = data.index(b"a.txt") + 12
    data[at : at + 4] = b"\xff\xff\xff\xff"
    assert [kind for _, kind in listed(bytes(data))] == [UnreadableError, TEXT]


def test_nested_archives_two_deep():
    third = zip_of({"c.txt": TEXT})
    second = zip_of({"b.txt": TEXT, "third.zip": third})
    assert listed(zip_of({"a.txt": TEXT, "second.zip": second})) == [
        ("a.zip/a.txt", TEXT),
        ("a.zip/second.zip/b.txt", TEXT),
        ("a.zip/second.zip/third.zip", UnreadableError),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1258"])
def test_names_without_the_mark_of_utf8(encoding):
    """Packers of the nineties write the bytes of Windows and no mark."""
    name = "Quyêt đinh.txt" if encoding == "cp1258" else "Quyết định.txt"
    placeholder = "x" * len(name.encode(encoding))
    data = zip_of({placeholder: TEXT}).replace(placeholder.encode(), name.encode(encoding))
    assert listed(data) == [(f"a.zip/{name}", TEXT)]


def test_names_are_only_labels(tmp_path):
    file = tmp_path / "tệp nén.zip"
    file.write_bytes(zip_of({"../../x.txt": TEXT, "/etc/y.txt": TEXT, "c:\\z.txt": TEXT}))
    before = sorted(tmp_path.rglob("*"))
    paths = [one.path for one in documents(file)]
    assert paths == [f"{file}/../../x.txt", f"{file}//etc/y.txt", f"{file}/c:/z.txt"]
    assert sorted(tmp_path.rglob("*")) == before


def test_what_file_managers_leave_is_passed_over():
    names = ("__MACOSX/._a.txt", "x/.DS_Store", "Thumbs.db", "~$a.docx")
    assert listed(zip_of({**dict.fromkeys(names, "x"), "a.txt": TEXT})) == [("a.zip/a.txt", TEXT)]


def test_encrypted_member():
    data = bytearray(zip_of({"a.txt": TEXT, "b.txt": TEXT}))
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1
    (first, second) = documents_in(bytes(data), name="a.zip")
    assert "a.zip/a.txt: protected with a password" in str(first)
    assert second.text == TEXT


def test_bomb_is_refused_by_its_ratio():
    found = list(documents_in(zip_of({"a.txt": b"0" * (17 << 20), "b.txt": TEXT}), name="a.zip"))
    assert isinstance(found[0], TooLargeError)
    assert "expands from" in str(found[0])
    assert found[1].text == TEXT


def test_bytes_of_nested_archives_are_counted_together(monkeypatch):
    inner = zip_of({f"{n}.txt": TEXT * 10 for n in range(3)})
    size = len((TEXT * 10).encode())
    monkeypatch.setattr(limits.Budget.__init__, "__defaults__", (len(inner) + 2 * size,))
    kinds = [kind for _, kind in listed(zip_of({"i.zip": inner}))]
    assert kinds == [TEXT * 10, TEXT * 10, TooLargeError]


def test_declared_size_is_not_believed(monkeypatch):
    data = bytearray(zip_of({"a.txt": b"0" * 5000}))
    directory = data.index(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (10).to_bytes(4, "little")
    monkeypatch.setattr(limits.Budget.__init__, "__defaults__", (1000,))
    ((_, kind),) = listed(bytes(data))
    assert issubclass(kind, LegalGraphError)


def test_too_many_members(monkeypatch):
    monkeypatch.setattr(limits, "MAX_MEMBERS", 2)
    (error,) = documents_in(zip_of({f"{n}.txt": "x" for n in range(3)}), name="a.zip")
    assert isinstance(error, TooLargeError)


@pytest.mark.parametrize("keep", [0.3, 0.9])
def test_truncated_archive(tmp_path, keep):
    data = zip_of({"a.txt": TEXT * 100})
    file = tmp_path / "a.zip"
    file.write_bytes(data[: int(len(data) * keep)])
    (error,) = documents(file)
    assert isinstance(error, UnreadableError)
    assert "broken or only partly copied .zip" in str(error)


def test_plain_files_give_one_document(tmp_path):
    for name, data in (("a.txt", TEXT.encode()), ("b.docx", docx_of(PARAGRAPH))):
        (tmp_path / name).write_bytes(data)
        (document,) = documents(tmp_path / name)
        assert document == read(tmp_path / name)
    (missing,) = documents(tmp_path / "không có.txt")
    assert isinstance(missing, UnreadableError)


def test_single_reader_says_what_to_do_with_an_archive():
    with pytest.raises(UnreadableError, match="a zip file without a Word document"):
        read_bytes(zip_of({"a.txt": TEXT}), name="a.zip")


def test_reading_is_lazy():
    """The first member is there before the second is looked at."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("a.txt", TEXT)
        file.writestr("b.pdf", b"%PDF-1.7 rubbish")
    first = next(documents_in(out.getvalue(), name="a.zip"))
    assert isinstance(first, Document)


def test_empty_archive():
    (error,) = documents_in(zip_of({}), name="a.zip")
    assert "a.zip: no files inside" in str(error)
