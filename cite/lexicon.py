"""Word lists of the grammar, looked up syllable by syllable instead of by large patterns.

Type words come from ``kg.vocab``; the rest are words of drafting usage. Sets cost nothing to set
up, where alternations of a hundred phrases take a tenth of a second to compile.
"""

from __future__ import annotations

from kg.patterns import lazy
from kg.vocab import load_vocabulary

WORD = lazy(r"[^\W_]+(?:&[^\W_]+)*")

TYPE_BY_WORD: dict[str, str] = {
    " ".join(word.casefold().split()): kind.vi
    for kind in load_vocabulary().types.values()
    for word in (kind.vi, *kind.words)
}
"""Folded spelling of a type word to the word as it should be written."""


def _sizes(end: int) -> dict[str, tuple[int, ...]]:
    """Return how many words the type words have that begin (0) or end (-1) with a word."""
    sizes: dict[str, set[int]] = {}
    for words in map(str.split, TYPE_BY_WORD):
        sizes.setdefault(words[end], set()).add(len(words))
    return {word: tuple(sorted(some, reverse=True)) for word, some in sizes.items()}


_BEGINNING, _ENDING = _sizes(0), _sizes(-1)
"""Nearly every word of a text is in neither, so its neighbours are not looked at."""

BODY_HEADS = frozenset(
    "chính_phủ thủ_tướng phó_thủ chủ_tịch phó_chủ quốc_hội ủy_ban uỷ_ban ubnd ubmttq ubtvqh "
    "ubmttqvn hđnd hội_đồng bộ ban sở cục tổng vụ văn_phòng vp vpcp tỉnh_ủy tỉnh_uỷ thành_ủy "
    "thành_uỷ huyện_ủy huyện_uỷ quận_ủy đảng_ủy đảng_uỷ quân_ủy thường_trực trung_ương "
    "giám_đốc chánh viện tòa toà tand vksnd kiểm_toán ngân_hàng liên công_đoàn hội đoàn mttq "
    "mặt_trận tổ trưởng phó phòng trường đại_học học_viện bảo_hiểm bhxh kho_bạc thanh_tra "
    "thống_đốc trung_tâm đài tiểu_ban nhà_nước đảng thành_phố".split()
)
"""First one or two syllables of the names of bodies and offices."""

STRONG_VERBS = frozenset(
    "về v/v quy_định qui_định ban_hành phê_duyệt hướng_dẫn sửa_đổi bổ_sung bãi_bỏ thay_thế "
    "công_bố thành_lập đính_chính kéo_dài hợp_nhất một_số điều_chỉnh đề_nghị giao phân_công "
    "ủy_quyền uỷ_quyền công_nhận thông_qua giải_thích ngưng tạm_ngưng đình_chỉ hủy_bỏ huỷ_bỏ "
    "bổ_nhiệm cắt_giảm phân_quyền phân_cấp miễn áp_dụng gia_hạn".split()
)
"""Words that begin a title wherever they stand behind an issuer."""

WEAK_VERBS = frozenset(
    "chi_tiết triển_khai thực_hiện tăng_cường đẩy_mạnh kiện_toàn chỉ_đạo tập_trung tổ_chức "
    "kiểm_tra đôn_đốc xây_dựng tiếp_tục chấn_chỉnh hỗ_trợ xử_lý xử_phạt quản_lý đổi_mới "
    "nâng_cao phát_triển phát_động tuyên_truyền thí_điểm cho_ý chương_trình kế_hoạch sắp_xếp "
    "tạm_thời kết_luận rà_soát phân_định đơn_giản giảm khuyến_khích phòng_chống".split()
)
"""Words that begin a title but also stand inside names ("Ban Chỉ đạo", "Sở Xây dựng")."""

CAPITAL_VERBS = frozenset(
    "Quy_định Phê_duyệt Ban_hành Hướng_dẫn Sửa_đổi Bãi_bỏ Triển_khai Về Thông_báo V/v".split()
)
"""The same with a capital, as titles have them right behind the issuer."""

STOPS = frozenset(
    "được đã bị có thì là tại trong trên đến từ với để nhằm theo như kèm ngày khi cho này nêu "
    "nói gồm sau trước cùng hoặc hay vào bằng phải cần mà do nhưng còn đang sẽ vẫn hết nay "
    "thay vừa mới".split()
)
"""Function words in lower case that end a body's name."""

STOP_PAIRS = frozenset(
    "căn_cứ yêu_cầu tiếp_đó tiếp_nhận tiếp_theo đồng_thời giai_đoạn kể_từ thông_qua đối_với "
    "tuy_nhiên nhất_là bảo_đảm đảm_bảo bao_gồm tham_mưu không_được cụ_thể góp_phần chủ_trì "
    "phối_hợp báo_cáo tổng_hợp".split()
)

NAME_SYLLABLES = frozenset(
    "xã đào môi phát công truyền đầu du thể nông thông trẻ nhân gia giáo bảo kiểm tôn dân đổi "
    "kinh văn lao hội ngân tuyên các_cơ việc vận hỗ nghiên đô quy".split()
)
"""Lower-case syllables with which a body's name goes on behind "và"."""


def _known(word: str) -> str | None:
    """Return the type word that these words are, written as it should be."""
    return TYPE_BY_WORD.get(" ".join(word.casefold().split()))


def typed(word: str) -> str:
    """Return the type word in the form it should be written in."""
    return _known(word) or word


def is_type(words: str) -> bool:
    """Return whether the words are a type word."""
    return _known(words) is not None


def type_ending(text: str, end: int) -> tuple[int, str] | None:
    """Return offset and type of the type word that ends right at ``end``, the longest first."""
    start = max(0, end - 48)
    spans = [m.span() for m in WORD.finditer(text, start, end)]
    if not spans or spans[-1][1] != end:
        return None
    for size in _ENDING.get(text[spans[-1][0] : end].casefold(), ()):
        if size > len(spans):
            continue
        at = spans[-size][0]
        if at == start > 0 and text[at - 1].isalnum():
            continue
        kind = _known(text[at:end])
        if kind is not None:
            return at, kind
    return None


def types_within(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Return start, end and type of the type words between two offsets, in order."""
    spans = [m.span() for m in WORD.finditer(text, start, end)]
    found = []
    i = 0
    while i < len(spans):
        at, stop = spans[i]
        for size in _BEGINNING.get(text[at:stop].casefold(), ()):
            if i + size > len(spans):
                continue
            stop = spans[i + size - 1][1]
            kind = _known(text[at:stop])
            if kind is not None:
                found.append((at, stop, kind))
                i += size - 1
                break
        i += 1
    return found


def is_body_head(text: str, at: int, *, capital: bool = True) -> bool:
    """Return whether a body's name begins at ``at``; with a capital unless told otherwise."""
    first = WORD.match(text, at)
    if first is None or (capital and not text[at].isupper()):
        return False
    word = first.group().casefold()
    if word in BODY_HEADS:
        return True
    second = WORD.match(text, skip_blanks(text, first.end()))
    return second is not None and f"{word}_{second.group().casefold()}" in BODY_HEADS


def begins_title(text: str, at: int, *, weak: bool) -> bool:
    """Return whether the words at ``at`` can begin a title; ``weak`` admits verbs of names too."""
    if text[at : at + 3].casefold() == "v/v" or text.startswith("Thông báo", at):
        return True
    first = WORD.match(text, at)
    if first is None:
        return False
    word = first.group().casefold()
    if word in STRONG_VERBS or (weak and word in WEAK_VERBS):
        return True
    second = WORD.match(text, skip_blanks(text, first.end()))
    if second is None:
        return False
    pair = f"{word}_{second.group().casefold()}"
    return pair in STRONG_VERBS or (weak and pair in WEAK_VERBS)


def skip_blanks(text: str, at: int) -> int:
    """Return the offset of the first character at or behind ``at`` that is no white space."""
    while text[at : at + 1].isspace():
        at += 1
    return at
