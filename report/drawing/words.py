"""The words of pictures and pages in both languages."""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """What pictures say beside what the graph says."""

    since: str
    linked: str
    until: str
    later: str
    unknown_start: str
    unknown_day: str
    unnumbered: str
    part: str
    more: str
    none: str
    none_outgoing: str
    none_incoming: str
    scheme_of: str
    chain_of: str
    outgoing: str
    incoming: str
    issued: str
    issuer: str
    effective: str
    expires: str
    territory: str
    status: str
    as_of: str
    applies: str
    applies_partly: str
    asked: str
    validity: str
    no_start: str
    from_signing: str
    open_end: str
    cut: str
    legend: str
    legend_part: str
    legend_bars: str
    coverage: str
    sources: str
    relations: str
    timeline: str
    answer: str
    contents: str
    bearers: str
    not_drawn: str
    event_more: str
    undated: str
    paused: str


VI = Words(
    since="từ {}",
    linked="quan hệ từ {}",
    until="đến hết {}",
    later="sau ngày xét",
    unknown_start="quan hệ chưa rõ từ ngày nào",
    unknown_day="chưa rõ ngày ban hành",
    unnumbered="(không số)",
    part="một phần",
    more="… và {} văn bản khác",
    none="Dữ liệu chưa có quan hệ nào của văn bản này.",
    none_outgoing="Dữ liệu chưa có văn bản nào mà nó tác động hoặc căn cứ.",
    none_incoming="Dữ liệu chưa có văn bản nào tác động đến nó hoặc dẫn nó.",
    scheme_of="Lược đồ của {}",
    chain_of="Dòng thời gian của {}",
    outgoing="Văn bản này tác động, căn cứ",
    incoming="Tác động đến văn bản này",
    issued="Ban hành",
    issuer="Cơ quan ban hành",
    effective="Có hiệu lực",
    expires="Hết giai đoạn",
    territory="Phạm vi",
    status="Tình trạng",
    as_of="Xét đến ngày {}",
    applies="ĐANG ÁP DỤNG",
    applies_partly="ĐANG ÁP DỤNG PHẦN CÒN LẠI",
    asked="văn bản đang xem",
    validity="Hiệu lực: {} – {}",
    no_start="chưa rõ",
    from_signing="chưa rõ (ký {})",
    open_end="chưa có ngày kết thúc",
    cut="Chuỗi thay thế dài hơn: chỉ vẽ {} văn bản gần nhất.",
    legend="Ký hiệu",
    legend_part="viền nét đứt: chỉ một phần văn bản",
    legend_bars="thanh nét đứt: chưa rõ ngày có hiệu lực hoặc chưa xác định được tình trạng; "
    "thanh gạch chéo: thời gian ngưng hiệu lực",
    coverage="Dữ liệu: {} văn bản, cập nhật {}. Không có trong dữ liệu không có nghĩa là không có "
    "trên thực tế.",
    sources="Nguồn",
    relations="Các quan hệ",
    timeline="Dòng thời gian",
    answer="Câu trả lời",
    contents="Các văn bản trong trang",
    bearers="{}: {} văn bản mang số này",
    not_drawn="Chỉ liệt kê {} trong {} văn bản.",
    event_more="… và {} sự kiện khác",
    undated="{} sự kiện chưa rõ ngày",
    paused="ngưng hiệu lực",
)

EN = Words(
    since="from {}",
    linked="relation from {}",
    until="through {}",
    later="after the day of the view",
    unknown_start="relation from an unknown day",
    unknown_day="day of issue unknown",
    unnumbered="(no number)",
    part="in part",
    more="… and {} more",
    none="The data has no relation of this instrument.",
    none_outgoing="The data has nothing that it acts on or rests on.",
    none_incoming="The data has nothing that acts on it or cites it.",
    scheme_of="Relations of {}",
    chain_of="Timeline of {}",
    outgoing="This instrument acts on, rests on",
    incoming="Acting on this instrument",
    issued="Issued",
    issuer="Issuer",
    effective="In force",
    expires="Period ends",
    territory="Territory",
    status="Status",
    as_of="As of {}",
    applies="APPLIES",
    applies_partly="THE REST APPLIES",
    asked="the instrument shown",
    validity="Valid: {} – {}",
    no_start="unknown",
    from_signing="unknown (signed {})",
    open_end="no known end",
    cut="The chain is longer: only the {} nearest instruments are drawn.",
    legend="Legend",
    legend_part="dashed border: part of an instrument only",
    legend_bars="dashed bar: effective day or status unknown; hatched bar: suspended",
    coverage="Data: {} instruments, updated {}. What is not in the data may still exist.",
    sources="Source",
    relations="Relations",
    timeline="Timeline",
    answer="Answer",
    contents="Instruments on this page",
    bearers="{}: {} instruments bear this number",
    not_drawn="{} of {} instruments are listed.",
    event_more="… and {} more events",
    undated="{} events of unknown day",
    paused="suspended",
)


def words_of(language: str) -> Words:
    """Return the words of a language: ``en``, else Vietnamese."""
    return EN if language == "en" else VI
