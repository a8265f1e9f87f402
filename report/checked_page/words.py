"""The words of the page in both languages."""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """What the page says beside the draft, the findings and the data."""

    title: str
    several: str
    contents: str
    skip: str
    skip_findings: str
    about: str
    file: str
    number: str
    issuer: str
    unstated: str
    legend: str
    error: str
    warning: str
    info: str
    ok: str
    unknown: str
    again: str
    acting: str
    text: str
    findings: str
    none: str
    filter: str
    finding: str
    place: str
    whole: str
    line: str
    paragraph: str
    page: str
    back: str
    since: str
    propose: str
    proof: str
    more_proof: str
    more: str
    instrument: str
    candidates: str
    read_on: str
    instruments: str
    instruments_note: str
    cited: str
    cited_at: str
    citation: str
    close: str
    close_card: str
    on_date: str
    up_to: str
    attested: str
    not_drawn: str
    proofs_of_relations: str
    footer: str


VI = Words(
    title="Kiểm tra trích dẫn: {}",
    several="Kiểm tra trích dẫn: {} văn bản",
    contents="Các văn bản đã kiểm tra",
    skip="Đến toàn văn",
    skip_findings="Đến các phát hiện",
    about="Thông tin chung",
    file="Tệp",
    number="Số, ký hiệu",
    issuer="Cơ quan ban hành",
    unstated="không đọc được trong văn bản",
    legend="Ký hiệu trong toàn văn",
    error="có lỗi",
    warning="có cảnh báo",
    info="có lưu ý",
    ok="đã kiểm tra, không phát hiện sai sót",
    unknown="không có trong dữ liệu, chưa kiểm tra được",
    again="nhắc lại văn bản đã dẫn",
    acting="ký tự không hiển thị hoặc đổi chiều chữ, được ghi bằng mã",
    text="Toàn văn",
    findings="Các phát hiện",
    none="Không phát hiện sai sót ở các trích dẫn đã kiểm tra.",
    filter="Hiện",
    finding="Phát hiện",
    place="Vị trí",
    whole="cả văn bản",
    line="dòng {}",
    paragraph="đoạn {}",
    page="trang {}",
    back="Về chỗ này trong toàn văn",
    since="Từ ngày",
    propose="Đề xuất",
    proof="Căn cứ",
    more_proof="{} căn cứ khác",
    more="và {} nguồn khác",
    instrument="Văn bản được dẫn",
    candidates="Có thể là",
    read_on="đọc ngày {}",
    instruments="Các văn bản được dẫn",
    instruments_note="Chọn một văn bản để xem lược đồ và dòng thời gian.",
    cited="Số lần dẫn",
    cited_at="Được dẫn tại",
    citation="↩ {}: về chỗ dẫn",
    close="Đóng",
    close_card="Đóng thẻ văn bản",
    on_date="Tình trạng ngày {} (ngày văn bản)",
    up_to="Tình trạng đến ngày {}",
    attested="Dữ liệu chỉ biết văn bản này qua các văn bản khác dẫn đến; chưa có bản ghi riêng để "
    "đối chiếu.",
    not_drawn="Lược đồ và dòng thời gian chỉ vẽ cho {} văn bản đầu, ưu tiên văn bản có phát hiện; "
    "văn bản này xem bằng lệnh “viendan show”.",
    proofs_of_relations="Lời văn và nguồn của các quan hệ",
    footer="Kết quả do máy đối chiếu với dữ liệu, không thay thế ý kiến pháp lý.",
)

EN = Words(
    title="Citation check: {}",
    several="Citation check: {} documents",
    contents="Documents checked",
    skip="To the text",
    skip_findings="To the findings",
    about="About this check",
    file="File",
    number="Number",
    issuer="Issuer",
    unstated="not found in the document",
    legend="Signs in the text",
    error="has an error",
    warning="has a warning",
    info="has a note",
    ok="checked, nothing found",
    unknown="not in the data, could not be checked",
    again="mentions an instrument cited before",
    acting="characters that are invisible or turn the direction of writing, shown by their code",
    text="Text",
    findings="Findings",
    none="Nothing was found in the citations that were checked.",
    filter="Show",
    finding="Finding",
    place="Place",
    whole="the whole document",
    line="line {}",
    paragraph="paragraph {}",
    page="page {}",
    back="Back to this place in the text",
    since="Since",
    propose="Proposed",
    proof="Proof",
    more_proof="{} more",
    more="and {} more sources",
    instrument="Instrument cited",
    candidates="May be",
    read_on="read on {}",
    instruments="Instruments cited",
    instruments_note="Choose one to see its relations and its timeline.",
    cited="Times cited",
    cited_at="Cited at",
    citation="↩ {}: back to the citation",
    close="Close",
    close_card="Close the card",
    on_date="Status on {} (document date)",
    up_to="Status up to {}",
    attested="The data knows this instrument only from others that cite it; there is no record of "
    "its own to compare with.",
    not_drawn="Relations and timelines are drawn for the first {} instruments only, those with "
    "findings before others; see this one with “viendan show”.",
    proofs_of_relations="Wording and sources of the relations",
    footer="Compared with data by a program; this is not legal advice.",
)


def words_of(language: str) -> Words:
    """Return the words of a language: ``en``, else Vietnamese."""
    return EN if language == "en" else VI
