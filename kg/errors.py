"""Every exception that viendan raises on purpose.

Messages follow one form: ``where: what is wrong. What to do.`` The offending text is quoted
verbatim.
"""


class LegalGraphError(Exception):
    """Base of all errors of this project; the command line turns it into exit code 2."""


class RecordError(LegalGraphError):
    """A record of the graph's data is malformed or contradicts its vocabulary."""


class IdentifierError(LegalGraphError, ValueError):
    """A string is not an IRI or number of the form that the graph uses."""


class UnreadableError(LegalGraphError):
    """A document cannot be read: broken, encrypted, empty, scanned or of an unknown format."""


class TooLargeError(UnreadableError):
    """A document is larger, or expands to more, than accepted; the message has the size."""


class MissingExtraError(LegalGraphError):
    """An optional dependency is absent; the message names the extra that installs it."""


class ServerError(LegalGraphError):
    """A graph server cannot be reached, refuses, or holds no graph that can be read."""
