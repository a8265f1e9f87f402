"""The acts of a sentence: verbs in the active by which the text itself acts."""

from __future__ import annotations

from ingest.full_text import verbs
from ingest.full_text.objects import FAR, NEAR, Objects
from kg.patterns import lazy

PAST = lazy(
    r"(?<!\w)(?:đã|chưa|sẽ|khi|nếu|trước\s++khi|bị\s++coi\s++là)\s++(?:được\s++|bị\s++)?$", 2
)


"""What stands before a verb that tells of the past, of a condition, or of others."""


def own_acts(
    text: str, occurrences: verbs.Occurrences, objects: Objects, start: int, end: int
) -> list[verbs.Act]:
    """Return the text's own acts in a sentence, joined where they share an object."""
    found: list[verbs.Act] = []
    if not occurrences.any(start, end):
        return found
    own = verbs.SELF.match(text, start, end) is not None
    told = -1
    for m in occurrences.acts(start, end):
        if objects.inside(m.start()):
            continue
        near = max(start, m.start() - NEAR)
        past = PAST.search(text, near, m.start())
        if past or (told >= 0 and _shares_object(text, told, m.start())):
            told = m.end()
            continue
        kind = verbs.kind_of(m, text, end)
        if found and _shares_object(text, found[-1].end, m.start()):
            first = found[-1].kind
            if first == "replaces" and verbs.of_phrases(text, m.end(), end):
                first = "amends"
            found[-1] = found[-1]._replace(kind=first, end=m.end())
            continue
        if verbs.is_weak(m, text, end):
            continue
        heads = m.start() - start < FAR and verbs.LEAD.fullmatch(text, start, m.start())
        if (not found and heads) or ((found or own) and verbs.JOINED.search(text, near, m.start())):
            found.append(verbs.Act(kind, m.start(), m.end()))
    return found


def _shares_object(text: str, start: int, end: int) -> bool:
    """Return whether nothing but a comma or "và" stands between two verbs."""
    between = text[start:end]
    return not between.strip(" ,\n\t") or between.split() in (["và"], [",", "và"], ["hoặc"])
