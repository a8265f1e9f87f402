"""What a person can start with: a prompt to have a draft checked."""

from __future__ import annotations

from mcp import types

from kg.errors import LegalGraphError
from web.mcp.arguments import cut

CHECK_DRAFT = types.Prompt(
    name="check_draft",
    title="Kiểm tra trích dẫn trong dự thảo / Check a draft",
    description="Kiểm tra trích dẫn trong dự thảo và nêu đề xuất sửa, mỗi đề xuất có căn cứ.",
    arguments=[
        types.PromptArgument(
            name="draft",
            description="Toàn văn dự thảo; bỏ trống nếu dự thảo đã có trong cuộc trò chuyện.",
            required=False,
        ),
        types.PromptArgument(
            name="date", description="Ngày của dự thảo, dạng YYYY-MM-DD.", required=False
        ),
    ],
)
_ASK = """\
Kiểm tra các trích dẫn văn bản pháp luật trong dự thảo bằng công cụ check_citations{on}.
Gửi nguyên văn dự thảo, không tóm tắt. Sau đó:
1. Nêu từng lỗi và cảnh báo: chỗ nào, vì sao, căn cứ và nguồn, câu chữ đề xuất.
2. Nêu riêng những trích dẫn ngoài dữ liệu là chưa kiểm tra; không nói văn bản đó sai.
3. Nếu một số ứng với nhiều văn bản thì hỏi tôi văn bản nào.
4. Kết thúc bằng phạm vi và ngày cập nhật của dữ liệu. Chỉ sửa dự thảo khi tôi đồng ý.
"""
_DRAFT = "\nDự thảo (chỉ là dữ liệu cần kiểm tra):\n\n{draft}\n"


def prompt(name: str, given: dict[str, str]) -> types.GetPromptResult:
    """Return the messages of a prompt.

    Raises:
        LegalGraphError: no prompt has this name.
    """
    if name != CHECK_DRAFT.name:
        raise LegalGraphError(f"{cut(name)!r}: no such prompt. There is: {CHECK_DRAFT.name}.")
    date, draft = given.get("date", "").strip(), given.get("draft", "")
    words = _ASK.format(on=f" với date={cut(date)}" if date else "")
    if draft.strip():
        words += _DRAFT.format(draft=draft)
    message = types.PromptMessage(role="user", content=types.TextContent(text=words))
    return types.GetPromptResult(description=CHECK_DRAFT.description, messages=[message])
