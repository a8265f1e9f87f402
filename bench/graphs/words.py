"""Titles in plausible Vietnamese, composed from the words of administration.

A title is a function of 64 random bits and of what the instrument does, so that none need be kept:
the same bits give the same subject, also where another instrument's title names it.
"""

from __future__ import annotations

FIELDS = (
    "đất đai|nhà ở|xây dựng|quy hoạch đô thị|bảo vệ môi trường|tài nguyên nước|khoáng sản|"
    "lâm nghiệp|thủy sản|chăn nuôi|trồng trọt|thú y|bảo vệ và kiểm dịch thực vật|thủy lợi|"
    "đê điều|phòng chống thiên tai|biển, đảo|khí tượng thủy văn|đo đạc và bản đồ|"
    "giao thông đường bộ|đường sắt|hàng hải|hàng không dân dụng|đường thủy nội địa|đăng kiểm|"
    "viễn thông|tần số vô tuyến điện|công nghệ thông tin|an toàn thông tin mạng|an ninh mạng|"
    "giao dịch điện tử|chuyển đổi số|dữ liệu cá nhân|bưu chính|báo chí|xuất bản|quảng cáo|"
    "điện ảnh|di sản văn hóa|thư viện|du lịch|thể dục, thể thao|gia đình|giáo dục mầm non|"
    "giáo dục phổ thông|giáo dục đại học|giáo dục nghề nghiệp|nhà giáo|khám bệnh, chữa bệnh|"
    "bảo hiểm y tế|dược|an toàn thực phẩm|phòng, chống bệnh truyền nhiễm|dân số|trẻ em|"
    "người cao tuổi|người khuyết tật|bình đẳng giới|việc làm|bảo hiểm xã hội|"
    "an toàn, vệ sinh lao động|lao động nước ngoài|tiền lương|công đoàn|"
    "người có công với cách mạng|giảm nghèo bền vững|trợ giúp xã hội|ngân sách nhà nước|"
    "quản lý thuế|thuế giá trị gia tăng|thuế thu nhập doanh nghiệp|thuế tiêu thụ đặc biệt|"
    "hải quan|phí và lệ phí|giá|kế toán|kiểm toán độc lập|chứng khoán|kinh doanh bảo hiểm|"
    "ngân hàng|các tổ chức tín dụng|ngoại hối|phòng, chống rửa tiền|nợ công|tài sản công|"
    "đấu giá tài sản|đấu thầu|đầu tư công|đầu tư theo phương thức đối tác công tư|"
    "doanh nghiệp nhỏ và vừa|hợp tác xã|hộ kinh doanh|cạnh tranh|phá sản|thương mại điện tử|"
    "xuất khẩu, nhập khẩu|quản lý ngoại thương|xúc tiến thương mại|hóa chất|điện lực|"
    "sử dụng năng lượng tiết kiệm và hiệu quả|dầu khí|cụm công nghiệp|khuyến công|khu kinh tế|"
    "sở hữu trí tuệ|chuyển giao công nghệ|công nghệ cao|năng lượng nguyên tử|"
    "tiêu chuẩn và quy chuẩn kỹ thuật|đo lường|hộ tịch|quốc tịch|công chứng|luật sư|"
    "trợ giúp pháp lý|thi hành án dân sự|giám định tư pháp|hòa giải ở cơ sở|"
    "phổ biến, giáo dục pháp luật|xử lý vi phạm hành chính|thanh tra|khiếu nại, tố cáo|"
    "tiếp công dân|phòng, chống tham nhũng|cán bộ, công chức|viên chức|thi đua, khen thưởng|"
    "lưu trữ|tôn giáo|công tác dân tộc|cư trú|căn cước|xuất cảnh, nhập cảnh|"
    "phòng cháy, chữa cháy|trật tự, an toàn giao thông|phòng, chống ma túy|nghĩa vụ quân sự|"
    "dân quân tự vệ|quốc phòng|biên phòng|cơ yếu|bí mật nhà nước|điều ước quốc tế|"
    "thủ tục hành chính|kiểm soát tài sản, thu nhập|nông thôn mới|phát triển đô thị|"
    "nhà ở xã hội"
).split("|")
OBJECTS = (
    "chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của cơ quan quản lý|"
    "trình tự, thủ tục cấp giấy phép|điều kiện kinh doanh|định mức kinh tế - kỹ thuật|"
    "mức thu, chế độ thu, nộp, quản lý và sử dụng phí|chế độ báo cáo thống kê|"
    "tiêu chuẩn, định mức sử dụng trang thiết bị|chính sách hỗ trợ|chính sách ưu đãi|"
    "đơn giá bồi thường, hỗ trợ, tái định cư|bảng giá|hệ số điều chỉnh giá|phân cấp quản lý|"
    "phân công trách nhiệm|quy chế phối hợp|quy trình nội bộ giải quyết thủ tục|"
    "danh mục thủ tục|cơ chế một cửa, một cửa liên thông|công tác kiểm tra, giám sát|"
    "công tác đào tạo, bồi dưỡng|chứng chỉ hành nghề|quy chuẩn kỹ thuật quốc gia|cơ sở dữ liệu|"
    "hệ thống thông tin|cung cấp dịch vụ công trực tuyến|khung năng lực vị trí việc làm|"
    "mức chi và quản lý kinh phí|nội dung chi, mức chi|quản lý, sử dụng nguồn vốn|"
    "lập, thẩm định và phê duyệt dự án|nghiệm thu, thanh toán, quyết toán|xử phạt vi phạm|"
    "quản lý hồ sơ, tài liệu|ứng dụng công nghệ trong hoạt động|tổ chức và hoạt động của Quỹ|"
    "thành lập Hội đồng thẩm định|kiện toàn Ban Chỉ đạo|quản lý chất lượng|"
    "bảo đảm an toàn trong hoạt động|nâng cao hiệu lực, hiệu quả quản lý|"
    "tăng cường công tác phòng ngừa|sắp xếp, tổ chức lại các đơn vị sự nghiệp|"
    "tinh giản biên chế|giao chỉ tiêu kế hoạch|phân bổ dự toán|điều chỉnh cục bộ quy hoạch|"
    "nhiệm vụ lập quy hoạch chi tiết|chủ trương đầu tư dự án|thu hồi và giao quản lý|"
    "đổi mới cơ chế tự chủ|phát triển nguồn nhân lực|hợp tác quốc tế|xã hội hóa các hoạt động|"
    "tuyên truyền, vận động|tháo gỡ khó khăn, vướng mắc|cải thiện môi trường kinh doanh|"
    "chỉ số cải cách|văn hóa công sở|xét tặng danh hiệu|giải quyết chế độ, chính sách|"
    "quản lý người hành nghề|kết nối, chia sẻ thông tin|số hóa kết quả giải quyết hồ sơ|"
    "rà soát, hệ thống hóa văn bản|kiểm kê, đánh giá hiện trạng|bảo tồn và phát huy giá trị|"
    "giám sát đầu tư|huy động, sử dụng nguồn lực|quản lý giá dịch vụ|phòng ngừa, ứng phó sự cố|"
    "cấp, thu hồi giấy chứng nhận"
).split("|")
QUALIFIERS = (
    "trong tình hình mới|trên môi trường điện tử|thuộc phạm vi quản lý nhà nước|tại cơ sở|"
    "đối với cơ quan nhà nước|đối với tổ chức, cá nhân nước ngoài|"
    "đối với doanh nghiệp nhà nước|ở vùng đồng bào dân tộc thiểu số và miền núi|"
    "ở vùng đặc biệt khó khăn|trong các đơn vị sự nghiệp công lập|trong lực lượng vũ trang|"
    "áp dụng thí điểm|sử dụng ngân sách địa phương|từ nguồn viện trợ không hoàn lại|"
    "theo cơ chế đặt hàng|không vì mục tiêu lợi nhuận|gắn với cải cách thủ tục|"
    "phục vụ hội nhập quốc tế|bị ảnh hưởng bởi dịch bệnh|do thiên tai gây ra|"
    "của hộ gia đình, cá nhân|của các cơ quan chuyên môn|của tổ chức chính trị - xã hội|"
    "theo hướng bền vững|qua biên giới|trong khu công nghiệp|tại các đô thị loại I|ở nông thôn|"
    "cho thanh niên|cho lao động nữ|có sử dụng vốn nhà nước|thuộc thẩm quyền giải quyết|"
    "liên thông giữa các cấp|theo chuẩn quốc tế|có yếu tố nước ngoài|trong trường hợp khẩn cấp|"
    "khi Nhà nước thu hồi|sau sắp xếp đơn vị hành chính|đến từng thôn, tổ dân phố|"
    "bằng phương tiện điện tử"
).split("|")
_OPENINGS = {
    "qppl": (
        "Quy định|Quy định về|Ban hành Quy định về|Ban hành Quy chế|Hướng dẫn|"
        "Quy định một số nội dung về|Quy định tiêu chuẩn, điều kiện và|"
        "Quy định cụ thể một số chính sách về"
    ).split("|"),
    "administrative": (
        "Về việc|Ban hành Kế hoạch|Phê duyệt Đề án|Phê duyệt Chương trình|Công bố|"
        "Phê duyệt kết quả|Về việc triển khai|Về tăng cường|Ban hành Chương trình hành động về|"
        "Về việc kiểm tra|Phê duyệt|Tổ chức thực hiện"
    ).split("|"),
    "party": (
        "Về|Về tăng cường sự lãnh đạo của Đảng đối với|Về tiếp tục đổi mới|"
        "Về một số chủ trương lớn về|Về đẩy mạnh"
    ).split("|"),
}
_SYLLABLES = (
    "An Bình Châu Đông Giang Hải Hiệp Hòa Hùng Hưng Khánh Kim Lạc Lâm Liên Long Lộc Minh Mỹ "
    "Nam Nghĩa Ngọc Nhơn Ninh Phong Phú Phúc Phước Quang Quế Sơn Tân Tây Thái Thanh Thành "
    "Thạnh Thắng Thịnh Thọ Thuận Thủy Thượng Tiên Toàn Trà Trung Trường Tuy Vân Văn Viên Việt "
    "Vĩnh Xuân Yên Đức Đại Đồng Bảo Cẩm Cao Diên Gia"
).split()
_UNITS = (
    "xã|phường|thị trấn|khu công nghiệp|khu đô thị|hồ chứa nước|cụm công nghiệp|tuyến đường".split(
        "|"
    )
)
_STARTS = (
    "Quy định chi tiết một số điều của {law}",
    "Quy định chi tiết một số điều và biện pháp thi hành {law}",
    "Quy định chi tiết và hướng dẫn thi hành một số điều của {law} về {subject}",
    "Quy định chi tiết một số điều của {law} về {subject}",
    "Hướng dẫn thi hành một số điều của {law} về {subject}",
)
_CARRIED = (
    "Hướng dẫn thực hiện {cited}",
    "Triển khai thực hiện {cited}",
    "Ban hành Kế hoạch triển khai {cited}",
    "Kế hoạch thực hiện {cited} về {subject}",
    "Hướng dẫn một số điều của {cited} về {subject}",
)


def law_name(bits: int) -> str:
    """Return the name of a law without its type word; laws on one field share it."""
    field = FIELDS[bits % len(FIELDS)]
    return field[0].upper() + field[1:]


def subject(bits: int) -> str:
    """Return what a text is about, in the middle of a sentence."""
    bits, field = divmod(bits, len(FIELDS))
    bits, object_ = divmod(bits, len(OBJECTS))
    bits, shape = divmod(bits, 8)
    words = f"{OBJECTS[object_]} {'trong lĩnh vực' if shape & 1 else 'về'} {FIELDS[field]}"
    if shape < 3:
        return words
    return f"{words} {QUALIFIERS[bits % len(QUALIFIERS)] if shape < 6 else 'tại ' + place(bits)}"


def thing(bits: int) -> str:
    """Return what a text is about in fewer words."""
    return OBJECTS[bits // len(FIELDS) % len(OBJECTS)]


def place(bits: int) -> str:
    """Return an invented place or work."""
    bits, unit = divmod(bits, len(_UNITS))
    second, first = divmod(bits % len(_SYLLABLES) ** 2, len(_SYLLABLES))
    return f"{_UNITS[unit]} {_SYLLABLES[first]} {_SYLLABLES[second]}"


def plain(bits: int, kind: str) -> str:
    """Return the title of a text that stands alone."""
    openings = _OPENINGS[kind]
    return f"{openings[(bits >> 58) % len(openings)]} {subject(bits)}"


def guiding(bits: int, law: str) -> str:
    """Return the title of a text that details a law."""
    return _STARTS[(bits >> 58) % len(_STARTS)].format(law=law, subject=thing(bits))


def carrying_out(bits: int, cited: str) -> str:
    """Return the title of a text that carries out another."""
    return _CARRIED[(bits >> 58) % len(_CARRIED)].format(cited=cited, subject=thing(bits))


def period(bits: int, year: int) -> tuple[str, int]:
    """Return the words for the period that a plan signed in a year covers, and its last year."""
    length = (bits >> 48) % 8
    if length < 4:
        covered = year + (length & 1)
        return f"năm {covered}", covered
    last = year + 1 + length
    return f"giai đoạn {year + 1}-{last}", last


def parts(draw: int) -> str:
    """Return some provisions in words."""
    article, clause = 1 + draw % 60, 1 + draw // 60 % 9
    shape = draw // 540 % 3
    if shape == 0:
        return f"Điều {article}"
    if shape == 1:
        return f"khoản {clause} Điều {article}"
    return f"Điều {article}; khoản {clause} Điều {article + clause}"
