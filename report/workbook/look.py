"""How cells and charts of a workbook look, and what the writer itself has to say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from report.workbook.sheet import Chart

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

_WORDS = {
    "vi": {
        "goes_on": "Trang tính này đã đủ số dòng cho phép; xem tiếp ở trang tính “{}”.",
        "cut": "{} ô dài hơn 32.767 ký tự đã được cắt bớt, tận cùng bằng dấu “…”.",
        "unlinked": "{} dòng không có liên kết mở tệp: mỗi trang tính chỉ chứa được 65.530 "
        "liên kết.",
        "none": "(không có)",
        "page": "Trang &P/&N",
    },
    "en": {
        "goes_on": "This sheet has all the rows it can hold; it goes on in “{}”.",
        "cut": "{} cells of more than 32,767 characters were cut; they end with “…”.",
        "unlinked": "{} rows have no link to their file: a sheet can hold 65,530 links.",
        "none": "(none)",
        "page": "Page &P/&N",
    },
}
_TONES: dict[str, dict[str, Any]] = {
    "error": {"bold": True, "font_color": "#A40E26", "bg_color": "#FFEBE9"},
    "warning": {"bold": True, "font_color": "#7A4D00", "bg_color": "#FFF8C5"},
    "info": {"font_color": "#0550AE", "bg_color": "#EAF4FF"},
    "gone": {"bold": True, "font_color": "#A40E26"},
    "live": {"font_color": "#116329"},
    "open": {"font_color": "#424A53"},
    "section": {"bold": True, "bg_color": "#EAEEF2", "text_wrap": False},
    "soft": {"font_color": "#57606A", "indent": 1},
}
_CELL = {"valign": "top", "text_wrap": True}
_GRID = {"border": 1, "border_color": "#D0D7DE"}
_KINDS: dict[str, dict[str, Any]] = {
    "text": {},
    "day": {"num_format": "dd/mm/yyyy", "align": "center"},
    "number": {"num_format": "#,##0"},
    "link": {"font_color": "#0550AE", "underline": 1},
    "title": {"bold": True, "font_size": 14, "text_wrap": False},
    "note": {"italic": True, "font_color": "#424A53"},
    "heading": {
        "bold": True,
        "bg_color": "#1F4E79",
        "font_color": "#FFFFFF",
        "valign": "vcenter",
        "align": "center",
        "border": 1,
    },
    "flat": {"font_size": 11},
}


_UNFRAMED = frozenset(("title", "note", "heading"))


class Look:
    """Formats, words and charts of one workbook."""

    def __init__(self, book: Workbook, language: str) -> None:
        """Make them for a workbook in ``vi`` or ``en``."""
        self._book = book
        self._words = _WORDS[language]
        self._formats: dict[tuple[str, ...], Format] = {}

    def style(self, *names: str) -> Format:
        """Return the format of tones and kinds, made once."""
        if names not in self._formats:
            looks: dict[str, Any] = dict(_CELL)
            if _UNFRAMED.isdisjoint(names):
                looks |= _GRID
            for name in names:
                looks |= _TONES.get(name) or _KINDS[name]
            self._formats[names] = self._book.add_format(looks)
        return self._formats[names]

    def say(self, key: str, *values: object) -> str:
        """Return words of the writer itself."""
        return self._words[key].format(*values)

    def chart(self, chart: Chart) -> Any:  # noqa: ANN401 - xlsxwriter's own class
        """Return a bar chart."""
        first, last = chart.rows
        drawn = self._book.add_chart({"type": "bar"})
        drawn.add_series(
            {
                "categories": [chart.sheet, first, chart.names, last, chart.names],
                "values": [chart.sheet, first, chart.values, last, chart.values],
                "categories_data": [name for name, _ in chart.data],
                "values_data": [value for _, value in chart.data],
                "fill": {"color": "#0550AE"},
                "data_labels": {"value": True},
                "gap": 40,
            }
        )
        drawn.set_title({"name": chart.title, "name_font": {"size": 12}, "overlay": False})
        drawn.set_legend({"none": True})
        drawn.set_y_axis({"reverse": True, "num_font": {"size": 9}})
        drawn.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        drawn.set_size({"width": 620, "height": 90 + 24 * max(4, len(chart.data))})
        return drawn
