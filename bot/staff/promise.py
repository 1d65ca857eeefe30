"""When an answer may be expected: said only as far as it is known."""

from __future__ import annotations

from datetime import datetime

from bot.locale import Locale
from intents.content.office_hours import OfficeHours


def promise(hours: OfficeHours | None, now: datetime, waiting: int | None, locale: Locale) -> str:
    """What to say about the wait. `now` is in the office's time zone; `waiting` is how many others wait, None when
    that says nothing."""
    here = locale.text("The answer will come here.")
    if hours is None:
        return here
    if hours.is_open(now):
        if waiting:
            queue = locale.text("Staff are at work now; {count} questions are waiting before yours.", count=waiting)
        else:
            queue = locale.text("Staff are at work now.")
        return f"{queue} {here}"
    opening = hours.next_opening(now)
    closed = (
        locale.text("Staff are not at work now.")
        if opening is None
        else locale.text("Staff are not at work now; they are back at {time}.", time=_moment(opening, locale))
    )
    meanwhile = locale.text(
        "Meanwhile you can look through /chude, or call 1022 (dial 0236 1022); nothing you sent is lost."
    )
    return " ".join(one for one in (closed, _why(hours, now, opening, locale), here, meanwhile) if one)


def _why(hours: OfficeHours, now: datetime, opening: datetime | None, locale: Locale) -> str:
    holiday = None if opening is None else hours.holiday_before(now, opening)
    if holiday is None:
        return ""
    if holiday.expected:
        return locale.text("Holiday: {name} (days expected, not announced yet).", name=holiday.name)
    return locale.text("Holiday: {name}.", name=holiday.name)


def _moment(moment: datetime, locale: Locale) -> str:
    return f"{moment:%H:%M} {weekday(moment, locale)}, {locale.day(moment.date())}"


def weekday(moment: datetime, locale: Locale) -> str:
    """The name of the day of the week."""
    names = (
        locale.text("Monday"),
        locale.text("Tuesday"),
        locale.text("Wednesday"),
        locale.text("Thursday"),
        locale.text("Friday"),
        locale.text("Saturday"),
        locale.text("Sunday"),
    )
    return names[moment.weekday()]
