"""VD303: the article cited lies beyond the instrument's last one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from check.articles import articles_of
from check.certainty import certain
from check.finding import Hit, Message, Severity
from check.provisions import cited_parts
from check.rule import CitationRule, Context
from check.wording import dated
from kg.model import Citation
from kg.patterns import lazy
from kg.state import Fact

_CHANGED = lazy(r"sửa\s+đổi|bổ\s+sung|kèm\s+theo", re.IGNORECASE)
_OF = lazy(r"\d[a-zđ]?(?:[ \t]+(?:của|tại))?[ \t]*\n?[ \t]*$", re.IGNORECASE)
"""Right behind the article's number: with a comma the article may be the draft's own."""


class ProvisionAbsent(CitationRule):
    """The article cited has a higher number than the last one of the instrument as issued.

    Only for instruments whose articles were counted in a full text. Articles put in later carry a
    letter ("Điều 12a") and are not judged; nothing is said where an amendment may have added
    articles at the end, where the sentence speaks of amendments or of an attached regulation, where
    the date stated is another one, and where the instrument is not certain.

    Why it matters:
        The reader looks in vain; mostly the number of the article or of the instrument is wrong.

    Example:
        "Điều 51 Nghị định số 111/2022/NĐ-CP", which has 15 articles: Điều 15 with a slip.

    Write instead:
        The right article, or the instrument that has it.

    References:
        NĐ 78/2025/NĐ-CP Điều 68; for articles put in, Điều 66 to 70.
    """

    code = "VD303"
    slug = "provision-absent"
    severity = Severity.WARNING
    message = Message(
        vi="{cited}: {number} khi ban hành có {articles} điều, điều cuối cùng là Điều {articles}.",
        en="{cited}: {number} was issued with {articles} articles, the last being Điều {articles}.",
    )

    def check(self, index: int, citation: Citation, context: Context) -> Iterator[Hit]:
        """Yield when an article without a letter lies beyond the last one."""
        instrument = context.instrument(index)
        if citation.provision is None or instrument is None:
            return
        known = articles_of(instrument.iri, context.graph)
        if known is None or not _judged(index, citation, context):
            return
        beyond = {
            part.article
            for part in cited_parts(citation)
            if part.article.isdigit() and int(part.article) > known.last
        }
        if beyond:
            yield Hit(
                values={
                    "cited": ", ".join(f"Điều {n}" for n in sorted(beyond, key=int)),
                    "number": dated(instrument),
                    "articles": str(known.last),
                },
                proof=(Fact("articles", None, known.sources),),
                about=instrument.iri,
            )


def _judged(index: int, citation: Citation, context: Context) -> bool:
    """Return whether it is certain which instrument is meant, and that the article is its own."""
    if citation.number is None or citation.amended_by is not None:
        return False
    if not certain(index, context, day=True):
        return False
    start, end = context.sentences.at(citation.start)
    before = context.text[start : citation.start]
    return _OF.search(before) is not None and not _CHANGED.search(context.text, start, end)
