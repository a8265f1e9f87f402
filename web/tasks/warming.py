"""What a process does before its first task, so that the task need not wait for it.

Patterns are compiled and vocabularies are read on first use, which takes a good part of a second.
"""

from __future__ import annotations

from datetime import date
from importlib import import_module
from pkgutil import iter_modules

from kg.errors import LegalGraphError
from web import tasks
from web.tasks.checking import Wishes, file_checked, text_checked
from web.tasks.tools import Tools

_DAY = date(2025, 7, 1)
_DRAFT = """ỦY BAN NHÂN DÂN
Số: 1/KH-UBND                                        ngày 01 tháng 6 năm 2025
KẾ HOẠCH
Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16 tháng 6 năm 2025;
Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ;
Thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021 và khoản 2 Điều 5 Nghị định số 9999/2090/NĐ-CP.
"""
_READERS = ("docx", "html", "mail", "odt", "office", "pdf", "text")


def warm_texts(tools: Tools) -> None:
    """Make ready for drafts that are pasted."""
    text_checked(tools, _DRAFT, Wishes(today=_DAY))


def warm_files(tools: Tools) -> None:
    """Make ready for drafts that are files."""
    for reader in _READERS:
        # Some need what is not installed.
        try:
            import_module(f"ingest.readers.{reader}")
        except (ImportError, LegalGraphError):
            continue
    file_checked(tools, _DRAFT.encode(), "draft.txt", Wishes(today=_DAY))


def warm_graph(tools: Tools) -> None:
    """Make ready for questions."""
    # Whatever is asked first is not to wait until its module has been read.
    for module in iter_modules(tasks.__path__):
        import_module(f"{tasks.__name__}.{module.name}")
    tools.graph.by_number("61/2018/NĐ-CP")


def warm_sparql(tools: Tools) -> None:
    """Make ready for queries, but for the data as RDF: most servers are never asked for them."""
    import_module(f"{tasks.__name__}.sparql")
    tools.graph.by_number("61/2018/NĐ-CP")
