"""The day compared up to, which writes down what it is compared with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NoReturn, SupportsIndex

COMPARED = {
    "<": date.__lt__,
    "<=": date.__le__,
    ">": date.__gt__,
    ">=": date.__ge__,
    "==": date.__eq__,
    "!=": date.__ne__,
}
"""What a day can be asked, by its sign."""


class AskedDay(date):
    """The day compared up to; it tells ``asked`` what it is compared with.

    Whatever else is done with it is told as ``itself``, which every other day answers otherwise.
    """

    asked: Callable[..., None]
    plain: date

    def __lt__(self, other: date) -> bool:
        return self._compared("<", other)

    def __le__(self, other: date) -> bool:
        return self._compared("<=", other)

    def __gt__(self, other: date) -> bool:
        return self._compared(">", other)

    def __ge__(self, other: date) -> bool:
        return self._compared(">=", other)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, date) and self._compared("==", other)

    def __ne__(self, other: object) -> bool:
        return not isinstance(other, date) or self._compared("!=", other)

    def __hash__(self) -> int:
        self.asked("itself")
        return hash(self.plain)

    def _compared(self, how: str, other: date) -> bool:
        if isinstance(other, AskedDay):
            self.asked("itself")
        else:
            self.asked(how, other)
        return bool(COMPARED[how](self.plain, other))

    def __reduce_ex__(self, protocol: SupportsIndex) -> NoReturn:
        raise TypeError("the day compared up to is asked in one process only")


def _told(name: str) -> Any:  # noqa: ANN401 - an attribute of any kind
    """Return an attribute of ``date`` that tells that the day itself was looked at."""

    def method(self: AskedDay, *values: Any, **named: Any) -> Any:  # noqa: ANN401
        self.asked("itself")
        return getattr(self.plain, name)(*values, **named)

    def value(self: AskedDay) -> Any:  # noqa: ANN401
        self.asked("itself")
        return getattr(self.plain, name)

    return method if callable(getattr(date, name)) else property(value)


for _name in (
    "year month day toordinal isoformat strftime weekday isoweekday isocalendar timetuple ctime "
    "replace __format__ __str__ __repr__ __add__ __radd__ __sub__ __rsub__"
).split():
    setattr(AskedDay, _name, _told(_name))
