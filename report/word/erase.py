"""Taking out what an earlier run wrote into a Word document and nobody has accepted.

Comments of viendan go; tracked changes of viendan are rejected; runs cut for them are made one
again. What a person has answered to such a comment stays, as a comment of its own at the same
words: the reply's text is never touched, only its tie to the comment that is gone.
"""

from __future__ import annotations

from lxml import etree

from report.word.comments import LINK
from report.word.names import AUTHOR, attribute, attributes, local, tags, take_out
from report.word.package import WordPackage
from report.word.texts import is_empty, rejoin

_AUTHOR_BYTES = (AUTHOR.encode(), AUTHOR.encode("utf-16-le"), AUTHOR.encode("utf-16-be"))
_MARKS = tags("commentRangeStart", "commentRangeEnd", "commentReference")
_EXTRAS = ("commentsExtended", "commentsIds", "commentsExtensible")


def erase_marks(package: WordPackage) -> bool:
    """Take the marks of viendan out of a package; return whether there were any.

    Raises:
        UnreadableError: a part is broken XML.
    """
    comments = package.related("comments")
    parts = [name for name in package.stories if _has_author(package, name)]
    has_comments = comments is not None and _has_author(package, comments)
    if not parts and not has_comments:
        return False
    gone: set[str] = set()
    if comments is not None and has_comments:
        gone = _erase_comments(package, comments)
    erased = bool(gone)
    for name in dict.fromkeys((package.main, *parts)):
        root = package.root(name)
        if _reject(root, gone) | _erase_anchors(root, gone):
            rejoin(root)
            package.change(name)
            erased = True
    return erased


def _has_author(package: WordPackage, name: str) -> bool:
    data = package.read(name)
    return any(author in data for author in _AUTHOR_BYTES)


def _erase_comments(package: WordPackage, name: str) -> set[str]:
    """Take viendan's comments out of their part; return their ids."""
    root = package.root(name)
    ours = [c for c in root.iter(*tags("comment")) if attribute(c, "author") == AUTHOR]
    if not ours:
        return set()
    ids = {attribute(comment, "id") for comment in ours}
    paragraphs = {key for comment in ours for key in _paragraph_ids(comment)}
    for comment in ours:
        take_out(comment)
    if package.link_id(name) == LINK and next(root.iter(*tags("comment")), None) is None:
        package.remove(name)
    else:
        package.change(name)
    _erase_extras(package, paragraphs)
    return ids


def _paragraph_ids(comment: etree._Element) -> set[str]:
    """Return the ids that Word gives to the paragraphs of a comment (``w14:paraId``)."""
    return {
        value
        for paragraph in comment.iter(*tags("p"))
        for key, value in attributes(paragraph).items()
        if key.endswith("}paraId")
    }


def _erase_extras(package: WordPackage, paragraphs: set[str]) -> None:
    """Take comments out of the parts that say more of them, and free the replies to them."""
    durable: set[str] = set()
    for kind in _EXTRAS:
        name = package.related(kind)
        if name is None or not paragraphs:
            continue
        for element in list(package.root(name).iter("*")):
            said = {etree.QName(key).localname: text for key, text in attributes(element).items()}
            if said.get("paraId") in paragraphs:
                durable.add(said.get("durableId", ""))
                take_out(element)
            elif "paraId" not in said and said.get("durableId") in durable:
                take_out(element)
            elif said.get("paraIdParent") in paragraphs:
                _free(element)
            else:
                continue
            package.change(name)


def _free(reply: etree._Element) -> None:
    """Make a comment of its own of a reply."""
    for key in attributes(reply):
        if etree.QName(key).localname == "paraIdParent":
            del reply.attrib[key]


def _erase_anchors(root: etree._Element, ids: set[str]) -> bool:
    """Take out where comments are anchored; return whether any was."""
    found = [mark for mark in root.iter(*_MARKS) if attribute(mark, "id") in ids]
    for mark in found:
        run = mark.getparent()
        take_out(mark)
        if run is not None and local(run) == "r" and is_empty(run):
            take_out(run)
    return bool(found)


def _reject(root: etree._Element, gone: set[str]) -> bool:
    """Reject viendan's tracked changes; return whether there were any."""
    found = [e for e in root.iter(*tags("ins", "del")) if attribute(e, "author") == AUTHOR]
    for element in found:
        if local(element) == "del":
            for text in element.iter(*tags("delText")):
                text.tag = text.tag.removesuffix("delText") + "t"
            _unwrap(element)
        else:
            for child in list(element.iterchildren("*")):
                if local(child) == "r" and not _anchors_other(child, gone):
                    take_out(child)
            _unwrap(element)
    return bool(found)


def _anchors_other(run: etree._Element, gone: set[str]) -> bool:
    """Return whether a run has the mark of a person's comment."""
    marks = run.iter(*tags("commentReference"))
    return any(attribute(mark, "id") not in gone for mark in marks)


def _unwrap(element: etree._Element) -> None:
    for child in list(element):
        element.addprevious(child)
    take_out(element)
