"""Names of laws with words that end a name elsewhere ("có", "tại", "theo", "không").

Only such names are listed: all others are read by the rules of ``cite.forms.law``.
"""

from __future__ import annotations

import re

from kg.patterns import lazy

NAMES = (
    "Bảo vệ công trình quan trọng liên quan đến an ninh quốc gia",
    "Chi phí giám định, định giá; chi phí cho người làm chứng, người phiên dịch trong tố tụng",
    "Đầu tư theo phương thức đối tác công tư",
    "Hàng không dân dụng Việt Nam",
    "Hòa giải, đối thoại tại Tòa án",
    "Hoà giải, đối thoại tại Toà án",
    "Lực lượng dự bị động viên",
    "Người lao động Việt Nam đi làm việc ở nước ngoài theo hợp đồng",
    "Nhập cảnh, xuất cảnh, quá cảnh, cư trú của người nước ngoài tại Việt Nam",
    "Pháp điển hệ thống quy phạm pháp luật",
    "Phòng, chống nhiễm vi rút gây ra hội chứng suy giảm miễn dịch mắc phải ở người (HIV/AIDS)",
    "Phòng không nhân dân",
    "Quản lý, sử dụng vốn nhà nước đầu tư vào sản xuất, kinh doanh tại doanh nghiệp",
    "Quản lý và đầu tư vốn nhà nước tại doanh nghiệp",
    "Thuế bổ sung đối với hộ gia đình sử dụng đất nông nghiệp vượt quá hạn mức diện tích",
    "Tương trợ tư pháp về dân sự",
    "Tương trợ tư pháp về hình sự",
    "Ưu đãi người có công với cách mạng",
)
"""Titles of laws and ordinances as issued, without the type word (source: the codification)."""

KNOWN = lazy(
    r"\s++(?:" + "|".join(r"\s++".join(map(re.escape, n.split())) for n in NAMES) + r")(?!\w)",
    re.IGNORECASE,
)
