"""The graph in the files of other tools: one format per file, found through ``formats``."""

from kg.exchange.formats import FORMATS, Format, export, format_of, import_file

__all__ = ["FORMATS", "Format", "export", "format_of", "import_file"]
