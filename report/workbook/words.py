"""The words of an audit's reports in both languages; the workbook and the page share them."""

from __future__ import annotations

from check.audit.record import Reason
from kg.state import State

#: Names of the rules as an office reads them; the code stands beside them.
RULES: dict[str, tuple[str, str]] = {
    "VD001": ("Ngày ban hành không hợp lệ", "Invalid date"),
    "VD002": ("Tên loại không khớp ký hiệu", "Type contradicts the symbol"),
    "VD003": ("Ký hiệu sai thể thức", "Malformed symbol"),
    "VD004": ("Ký hiệu ghi thiếu", "Incomplete symbol"),
    "VD005": ("Viện dẫn lần đầu chưa đầy đủ", "Incomplete first citation"),
    "VD006": ("Cách ghi ngày, tháng", "Style of the date"),
    "VD007": ("Viện dẫn không thống nhất", "Inconsistent citations"),
    "VD008": ("Để trống số hoặc ngày", "Number or date left blank"),
    "VD101": ("Chưa có trong dữ liệu", "Not in the data"),
    "VD102": ("Trùng số, chưa xác định được văn bản", "Several instruments fit"),
    "VD103": ("Sai ngày ban hành", "Wrong date"),
    "VD104": ("Sai cơ quan ban hành", "Wrong issuer"),
    "VD105": ("Sai trích yếu, tên gọi", "Wrong title"),
    "VD106": ("Có thể nhầm số, ký hiệu", "Probably a slip in the number"),
    "VD107": ("Ngày sau ngày của tài liệu", "Dated after the document"),
    "VD108": ("Số không khớp thứ tự ban hành", "Number out of order"),
    "VD201": ("Văn bản đã được thay thế", "Replaced instrument"),
    "VD202": ("Văn bản đã bị bãi bỏ", "Repealed instrument"),
    "VD203": ("Đã hết giai đoạn thực hiện", "Period ended"),
    "VD204": ("Hết hiệu lực một phần", "Partly expired"),
    "VD205": ("Chưa có hiệu lực", "Not yet in force"),
    "VD206": ("Đang ngưng hiệu lực", "Suspended"),
    "VD207": ("Văn bản gốc đã hết hiệu lực", "Parent has ended"),
    "VD208": ("Đã sửa đổi, bổ sung mà chưa nêu", "Amendments not named"),
    "VD209": ("Có hiệu lực một phần", "Partly in force"),
    "VD210": ("Đúng khi ban hành, nay đã thay đổi", "Right then, outdated now"),
    "VD301": ("Điều, khoản đã hết hiệu lực", "Ended provision"),
    "VD302": ("Điều, khoản đã được sửa đổi", "Amended provision"),
    "VD303": ("Điều, khoản không khớp dữ liệu", "Provision not in the data"),
    "VD401": ("Căn cứ không phù hợp loại văn bản", "Ineligible legal basis"),
    "VD402": ("Dùng văn bản hợp nhất làm căn cứ", "Consolidated text as basis"),
    "VD403": ("Ngoài phạm vi địa bàn", "Outside its territory"),
    "VD501": ("Cơ quan đã giải thể, sáp nhập", "Body no longer exists"),
    "VD502": ("Thuật ngữ không còn dùng", "Outdated term"),
}
CLEAN = ("Không có phát hiện", "No findings")
#: Why something was not read, and what to do about it.
REASONS: dict[Reason, tuple[tuple[str, str], tuple[str, str]]] = {
    Reason.ENCRYPTED: (
        ("Tệp đặt mật khẩu", "Protected by a password"),
        (
            "Mở tệp bằng mật khẩu, lưu một bản không đặt mật khẩu rồi kiểm tra lại.",
            "Open it with its password, save a copy without one and audit that.",
        ),
    ),
    Reason.TOO_LARGE: (
        ("Tệp quá lớn, hoặc bung ra quá lớn", "Too large, or expands to too much"),
        (
            "Tách tệp thành nhiều phần. Nếu không rõ nguồn gốc thì không mở: "
            "có thể là tệp nén gây hại.",
            "Split it. If its origin is unknown do not open it: it may be a harmful archive.",
        ),
    ),
    Reason.BROKEN: (
        ("Tệp hỏng hoặc không đúng định dạng", "Broken, or of another format than its name says"),
        (
            "Mở bằng phần mềm đã tạo ra tệp và lưu lại thành .docx hoặc .pdf; nếu không mở được, "
            "xin lại bản khác.",
            "Open it where it was made and save it as .docx or .pdf; else ask for another copy.",
        ),
    ),
    Reason.CRASHED: (
        ("Bộ đọc dừng đột ngột khi đọc tệp này", "The reader crashed on this file"),
        (
            "Mở tệp, lưu lại thành .docx rồi kiểm tra lại riêng tệp này.",
            "Open it, save it as .docx and audit it again by itself.",
        ),
    ),
    Reason.TIMED_OUT: (
        ("Đọc quá thời gian cho phép", "Reading took longer than allowed"),
        (
            "Lưu lại thành .docx hoặc tách tệp, rồi kiểm tra lại.",
            "Save it as .docx or split it, then audit it again.",
        ),
    ),
    Reason.MISSING_EXTRA: (
        ("Máy chưa cài thành phần đọc định dạng này", "What reads this format is not installed"),
        (
            "Cài thành phần nêu ở cột “Chi tiết”, rồi kiểm tra lại.",
            "Install what the column “Details” names, then audit it again.",
        ),
    ),
    Reason.OTHER: (
        ("Không đọc được", "Could not be read"),
        (
            "Xem cột “Chi tiết”; mở tệp, lưu lại thành .docx rồi kiểm tra lại.",
            "See the column “Details”; open it, save it as .docx and audit it again.",
        ),
    ),
}
PARTLY = (
    ("Đọc được một phần", "Read in part"),
    (
        "Kết quả chỉ tính phần đọc được; xem phần còn lại bằng mắt, hoặc lưu lại rồi kiểm tra lại.",
        "The results are of the part that was read; look at the rest, or save and audit it again.",
    ),
)
#: Groups of states: what the numbers of a report are told by.
GROUPS: dict[str, tuple[str, str]] = {
    "gone": ("Đã hết hiệu lực", "Ended"),
    "pause": ("Đang ngưng hiệu lực", "Suspended"),
    "part": ("Hết hoặc ngưng hiệu lực một phần", "Ended or suspended in part"),
    "wait": ("Chưa có hiệu lực", "Not yet in force"),
    "live": ("Còn hiệu lực", "In force"),
    "open": ("Chưa xác định", "Unknown"),
    "outside": ("Chưa có trong dữ liệu", "Not in the data"),
}
GROUP_OF: dict[State, str] = {
    State.REPLACED: "gone",
    State.REPEALED: "gone",
    State.PERIOD_ENDED: "gone",
    # The law's inference, of which no text speaks: to be checked, not to be told as ended.
    State.LAPSED: "open",
    State.SUSPENDED: "pause",
    State.PARTLY_EXPIRED: "part",
    State.PARTLY_IN_FORCE: "part",
    State.NOT_YET_IN_FORCE: "wait",
    State.IN_FORCE: "live",
    State.UNKNOWN: "open",
}
DATE_SOURCES: dict[str, tuple[str, str]] = {
    "option": ("do người kiểm tra chọn", "chosen"),
    "header": ("đọc ở đầu văn bản", "read from the head"),
    "signature": ("đọc ở phần ký", "read at the signature"),
    "today": ("không ghi ngày; tính theo ngày kiểm tra", "states none; the day of the audit"),
}
NO_UNIT = ("(chưa rõ đơn vị)", "(unit unknown)")
OUTCOMES: dict[str, tuple[str, str]] = {
    "unknown": ("chưa có trong dữ liệu", "not in the data"),
    "ambiguous": ("trùng số, chưa phân biệt được", "several of one number"),
}
LIMITS: tuple[tuple[str, str], ...] = (
    (
        "Kết quả là gợi ý để người có thẩm quyền xem xét, không thay cho kết luận kiểm tra, "
        "rà soát văn bản.",
        "The results are for those in charge to consider; they decide nothing.",
    ),
    (
        "“Chưa có trong dữ liệu” chỉ nói về dữ liệu của công cụ, không có nghĩa là văn bản không "
        "được ban hành.",
        "“Not in the data” speaks of the tool's data; the instrument may well exist.",
    ),
    (
        "Mỗi tài liệu được xét theo ngày của chính nó; những gì thay đổi từ đó đến ngày đối chiếu "
        "được nêu riêng (VD210).",
        "Each document is judged on its own day; what has changed since is told apart (VD210).",
    ),
    (
        "Bản sao giống hệt nhau được tính là những tài liệu riêng và được đánh dấu.",
        "Identical copies count as documents of their own and are marked.",
    ),
)


def pick(pair: tuple[str, str], language: str) -> str:
    """Return the words of a language: ``en``, else Vietnamese."""
    return pair[1] if language == "en" else pair[0]


def rule_name(code: str, slug: str, language: str) -> str:
    """Return what a rule is called; its slug where it has no name here."""
    return pick(RULES[code], language) if code in RULES else slug.replace("-", " ")


def unit_name(unit: str, language: str) -> str:
    """Return a unit's name, or that it is not known."""
    return unit or pick(NO_UNIT, language)
