"""Pages from templates: escaped by default, in the words of one language."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TypeAlias

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

_HERE = Path(__file__).parent
LANGUAGES = ("vi", "en")
Words: TypeAlias = dict[str, str]


@cache
def words(language: str, *pages: str) -> Words:
    """Return the words of the shell and of some pages: ``web/words/<page>.yaml``."""
    place = LANGUAGES.index(language)
    found: Words = {}
    for page in ("shell", *pages):
        entries = yaml.safe_load((_HERE / "words" / f"{page}.yaml").read_text(encoding="utf-8"))
        found |= {name: both[place] for name, both in entries.items()}
    return found


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"version": version("viendan"), "leaving": False}
    return made


def offer_leaving(offered: bool) -> None:
    """Say whether the pages made in this process have a button to sign out."""
    _environment().globals["leaving"] = offered


def render(template: str, language: str, **values: object) -> bytes:
    """Return a page or a part of one.

    Args:
        template: its name below ``web/templates``; its words are those of ``words/<stem>.yaml``.
        language: ``vi`` or ``en``; the template's ``t`` are the words, ``lang`` is this.
        values: what else it is given; strings are escaped.
    """
    page = Path(template).stem.lstrip("_")
    pages = (page,) if (_HERE / "words" / f"{page}.yaml").exists() else ()
    made = _environment().get_template(template)
    return made.render(t=words(language, *pages), lang=language, **values).encode()
