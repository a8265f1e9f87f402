"""Optional packages: asking for one before the module that needs it is imported."""

from __future__ import annotations

from importlib.util import find_spec

from kg.errors import MissingExtraError


def need(what: str, *, extra: str, packages: tuple[str, ...]) -> None:
    """Return if the packages are installed; nothing is imported.

    Args:
        what: what asks for them, for the message.
        extra: the extra of viendan that installs them.
        packages: names to import.

    Raises:
        MissingExtraError: one is absent.
    """
    if any(find_spec(package) is None for package in packages):
        raise MissingExtraError(
            f"{what}: needs the extra `{extra}`. Install it: pip install viendan[{extra}]."
        )
