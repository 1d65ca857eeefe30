"""The list in words. Staff read Vietnamese."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.lapses.listing import CONFIRMABLE, FACTS_ENDING, Item, Listing
from bot.lapses.presses import AnyListPress, ExtendTo, ListPress, Verb, encode
from bot.rendered import Rendered, bold, italic, join, lines, paragraphs
from bot.rendered import text as plain
from bot.staff.staff_words import staff_locale
from intents.content.lapses import LapseKind

MAX_TITLE = 90


def listing(shown: Listing, *, weekly: bool = False) -> Rendered:
    """A page of the list: how much there is, then its lines."""
    locale = staff_locale
    if not shown.items:
        return plain(locale.text("Nothing has to be looked at: nothing lapses soon, every article is checked."))
    head = locale.text("This week to be looked at") if weekly else locale.text("To be looked at")
    counts = [plain(_count(kind, number)) for kind, number in shown.counts.items()]
    ordered = [_line(number, item) for number, item in shown.shown]
    page = locale.text("Page {page} of {pages}", page=shown.page + 1, pages=shown.pages)
    hint = [plain(page)] if shown.pages > 1 else []
    return paragraphs(
        bold(head), lines(*counts) if counts else plain(locale.text("All of it is done.")), *ordered, *hint
    )


def buttons(shown: Listing) -> InlineKeyboardMarkup | None:
    """Two buttons for each line that waits, then the pages."""
    locale = staff_locale
    rows = []
    for number, item in shown.shown:
        if item.done or item.wanted:
            continue
        row = [_button(locale.text("{number}. Edit", number=number + 1), ListPress(Verb.EDIT, number))]
        if item.kind in CONFIRMABLE:
            label = locale.text("{number}. Still true", number=number + 1)
            row.append(_button(label, ListPress(Verb.CONFIRM, number)))
        rows.append(row)
    turning = []
    if shown.page > 0:
        turning.append(_button(locale.text("‹ Previous page"), ListPress(Verb.TURN, shown.page - 1)))
    if shown.page < shown.pages - 1:
        turning.append(_button(locale.text("See more ›"), ListPress(Verb.TURN, shown.page + 1)))
    rows += [turning] if turning else []
    return InlineKeyboardMarkup(rows) if rows else None


def days_to_choose(number: int, today: date) -> InlineKeyboardMarkup:
    """Until when a value that has ended is to hold: the ends of the coming half-years."""
    ends = [one for one in _half_years(today) if one > today][:3]
    locale = staff_locale
    return InlineKeyboardMarkup(
        [
            *([_button(locale.text("Until {day}", day=locale.day(end)), ExtendTo(number, end))] for end in ends),
            [_button(staff_locale.text("‹ Back"), ListPress(Verb.BACK, number))],
        ]
    )


def confirmed(item: Item, day: date, undo: str) -> str:
    """What stands in the list once an item was confirmed; `day` is the next one on which it is to be looked at."""
    locale, name = staff_locale, item.role
    match item.kind:
        case LapseKind.FACT_ENDS:
            said = locale.text("{name}: right as it is, until {day}.", name=name, day=locale.day(day))
        case LapseKind.FACT_OVER:
            said = locale.text("{name}: goes on until {day}.", name=name, day=locale.day(day))
        case LapseKind.HOLIDAY:
            said = locale.text("{name}: these are the days.", name=name)
        case _:
            said = locale.text("{name}: still true. To be read again on {day}.", name=name, day=locale.day(day))
    if item.kind in FACTS_ENDING:
        return f"{said} {locale.text('To take back: /lichsu {file}', file=undo)}"
    return f"{said} {locale.text('To take back: /hoantac {file}', file=undo)}"


def already(role: str, day: date) -> str:
    """What stands there when it had been looked at otherwise."""
    return staff_locale.text("Looked at already: {role}, {day}.", role=role, day=staff_locale.day(day))


def gone() -> str:
    """What stands there when it is no longer in the content, or no longer lapses."""
    return staff_locale.text("No longer in question.")


def changed() -> str:
    """To who confirms what has been edited since the list was made."""
    return staff_locale.text(
        "This was edited after the list was made. Please look at it again (press Edit); if it is right, press Still "
        "true once more."
    )


def by_hand(why: str) -> str:
    """To who confirms what only an editor can mend."""
    return staff_locale.text("This cannot be done by the button: {why}. Press Edit and mend the file.", why=why)


def failed(why: str) -> str:
    """To who confirms what could not be written; nothing has changed."""
    return staff_locale.text("Not written: {why}", why=why)


def about(number: int, title: str, said: str) -> Rendered:
    """What somebody has to do about a line."""
    return lines(bold(f"{number + 1}. {_short(title)}"), plain(said))


def until_when() -> str:
    """Before a value that has ended goes on."""
    return staff_locale.text("Until when does it still hold?")


def unknown_list() -> str:
    """To a press under a list that is not stored."""
    return staff_locale.text("This list is too old. A new one: /hethan")


def working() -> str:
    """At once, since writing takes some seconds."""
    return staff_locale.text("Noted. It is being checked and written.")


def _line(number: int, item: Item) -> Rendered:
    head = join("", bold(f"{number + 1}. {_title(item)}"))
    if item.done:
        return lines(head, join("", plain("✓ "), italic(item.done)))
    if item.wanted:
        return lines(
            head, italic(staff_locale.text("{name} confirms it; it is being checked and written …", name=item.role))
        )
    return lines(head, plain(_why(item)))


def _title(item: Item) -> str:
    locale, title = staff_locale, _short(item.title)
    match item.kind:
        case LapseKind.FACT_OVER | LapseKind.FACT_ENDS:
            return title
        case LapseKind.HOLIDAY:
            return locale.text("Days off: {title}", title=title)
        case LapseKind.OLD_ROWS:
            return locale.text("Directory {title}", title=title)
    return title


def _short(title: str) -> str:
    return title if len(title) <= MAX_TITLE else f"{title[:MAX_TITLE].rstrip()}…"


def _why(item: Item) -> str:
    locale, day = staff_locale, item.day or date.min
    match item.kind:
        case LapseKind.FACT_OVER:
            why = locale.text("Ended on {day}; residents are told to look it up.", day=locale.day(day))
        case LapseKind.FACT_ENDS:
            why = locale.text("Ends on {day}.", day=locale.day(day))
        case LapseKind.HOLIDAY:
            why = locale.text("From {day}, only expected so far. Has it been announced?", day=locale.day(day))
        case LapseKind.REVIEW_PASSED:
            why = locale.text("Was to be read again by {day}.", day=locale.day(day))
        case LapseKind.REVIEW_SOON:
            why = locale.text("To be read again by {day}.", day=locale.day(day))
        case LapseKind.UNCHECKED:
            why = locale.text("No official has checked it yet.")
        case LapseKind.OLD_ROWS:
            why = locale.text(
                "{rows} rows have sources older than a year, the oldest of {day}.", rows=item.rows, day=locale.day(day)
            )
    asked = locale.text("Asked {count} times in 30 days.", count=item.asked) if item.asked else ""
    where = ""
    if item.where:
        where = locale.text("In the article “{title}”, as {fact}.", title=_short(item.where), fact=item.id)
    return " ".join(part for part in (why, where, asked) if part)


def _count(kind: LapseKind, number: int) -> str:
    locale = staff_locale
    match kind:
        case LapseKind.FACT_OVER:
            return locale.text("{count} fees or terms that have ended", count=number)
        case LapseKind.FACT_ENDS:
            return locale.text("{count} fees or terms that end soon", count=number)
        case LapseKind.HOLIDAY:
            return locale.text("{count} holidays that are only expected", count=number)
        case LapseKind.REVIEW_PASSED:
            return locale.text("{count} articles past their day of review", count=number)
        case LapseKind.REVIEW_SOON:
            return locale.text("{count} articles to be read again this week", count=number)
        case LapseKind.UNCHECKED:
            return locale.text("{count} articles that no official has checked", count=number)
        case LapseKind.OLD_ROWS:
            return locale.text("{count} directories with old rows", count=number)


def _half_years(today: date) -> Iterator[date]:
    for year in (today.year, today.year + 1, today.year + 2):
        yield date(year, 6, 30)
        yield date(year, 12, 31)


def _button(label: str, press: AnyListPress) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=encode(press))
