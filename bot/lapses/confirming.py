"""Somebody says that something still holds: it is read anew from its file and changed there through the publisher, or
it is said why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path

from bot.lapses.listing import Item, day_off, marked
from bot.publishing.folder import NotWrittenError
from bot.publishing.proposing import plain_text
from bot.publishing.publisher import Published, Publisher
from bot.publishing.trial import TrialError
from bot.store.publishing_records import Kind, Proposal, digest_of
from intents.content.articles import read_article
from intents.content.confirming import (
    NotConfirmableError,
    announced_holiday,
    confirmed_article,
    confirmed_fact,
    extended_fact,
    next_review,
)
from intents.content.editable import EditableFile
from intents.content.fact_file import read_facts
from intents.content.findings import Report
from intents.content.lapses import REVIEW_SOON, LapseKind, ending_value, lapsed_value
from intents.content.model import Article, Fact
from intents.content.office_hours import DayOff
from intents.content.office_hours_file import read_office_hours
from intents.content.received import RefusedError


class How(Enum):
    """What became of a confirmation."""

    DONE = "done"
    ALREADY = "already"
    """Somebody has looked at it since: `role` and `day` say who and when, where the file does."""
    GONE = "gone"
    """It is no longer in the content, or no longer lapses."""
    CHANGED = "changed"
    """It says something else than when the list was made: `mark` is what it says now."""
    BY_HAND = "by_hand"
    """Only an editor can: `why`."""
    FAILED = "failed"
    """It could not be written: `why`."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What became of a confirmation."""

    how: How
    day: date = date.min
    """When it is to be looked at next; of `ALREADY`, when it was."""
    why: str = ""
    role: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class _Change:
    """The file's text as it is to be, and when it is to be looked at next."""

    text: str
    day: date


async def confirm(
    publisher: Publisher, item: Item, file: EditableFile, role: str, today: date, until: date | None = None
) -> Confirmation:
    """Writes that an item still holds; a value that has ended until the day `until`. Raises `StoreError`."""
    try:
        raw = await publisher.current(file)
        said = None if raw is None else _read(item, file, raw)
        if raw is None or said is None:
            return Confirmation(How.GONE)
        settled = _settled(item, said, today)
        if settled is not None:
            return settled
        if marked(said) != item.mark:
            return Confirmation(How.CHANGED, mark=marked(said))
        change = _change(item, said, plain_text(raw), today, role, until)
        proposal = await publisher.propose(
            file, change.text.encode(), base=digest_of(raw), role=role, kind=Kind.CONFIRM
        )
        return await _published(publisher, proposal, role, change.day)
    except NotConfirmableError as error:
        return Confirmation(How.BY_HAND, why=str(error))
    except (NotWrittenError, RefusedError, TrialError) as error:
        return Confirmation(How.FAILED, why=str(error))


async def _published(publisher: Publisher, proposal: Proposal, role: str, day: date) -> Confirmation:
    try:
        weighed = await publisher.weigh(proposal)
        if weighed.errors:
            return Confirmation(How.BY_HAND, why=str(weighed.errors[0]))
        outcome = await publisher.publish(proposal, role)
    except BaseException:
        await publisher.cancel(proposal)
        raise
    match outcome.how:
        case Published.WRITTEN:
            return Confirmation(How.DONE, day)
        case Published.BROKEN if outcome.weighed is not None and outcome.weighed.errors:
            return Confirmation(How.BY_HAND, why=str(outcome.weighed.errors[0]))
    if outcome.instead is not None:
        await publisher.cancel(outcome.instead)
    return Confirmation(How.FAILED, why="tệp vừa được người khác sửa. Hãy xem lại rồi bấm lần nữa")


def _read(item: Item, file: EditableFile, raw: bytes) -> Article | Fact | DayOff | None:
    """What the file says of the item; None when it says nothing sound."""
    report = Report(Path(file.name))
    match item.kind:
        case LapseKind.FACT_OVER | LapseKind.FACT_ENDS:
            return read_facts(raw, report).facts.get(item.id)
        case LapseKind.HOLIDAY:
            return day_off(read_office_hours(raw, report), item.id)
    return read_article(report.path, raw, file.topic or "", report)


def _settled(item: Item, said: Article | Fact | DayOff, today: date) -> Confirmation | None:
    """Why nothing is left to confirm; None when it is still in question."""
    match item.kind, said:
        case LapseKind.FACT_OVER, Fact() if lapsed_value(said, today) is None:
            return Confirmation(How.GONE)
        case LapseKind.FACT_ENDS, Fact() if ending_value(said, today) is None:
            checked = [value for value in said.values if value.checked_on is not None]
            last = checked[-1] if checked else None
            if last is None or last.checked_on is None:
                return Confirmation(How.GONE)
            return Confirmation(How.ALREADY, last.checked_on, role=last.checked_by)
        case LapseKind.HOLIDAY, DayOff() if not said.expected:
            return Confirmation(How.GONE)
        case _, Article() if said.checked_by and said.review_by > today + REVIEW_SOON:
            return Confirmation(How.ALREADY, said.updated, role=said.checked_by)
    return None


def _change(
    item: Item, said: Article | Fact | DayOff, text: str, today: date, role: str, until: date | None
) -> _Change:
    """Raises `NotConfirmableError`."""
    match said:
        case Article():
            return _Change(confirmed_article(text, said, today), next_review(said.updated, said.review_by, today))
        case DayOff():
            return _Change(announced_holiday(text, said.first), said.last)
    over, ending = lapsed_value(said, today), ending_value(said, today)
    if item.kind is LapseKind.FACT_OVER and over is not None and until is not None:
        return _Change(extended_fact(text, said.id, over, until, today, role), until)
    if ending is not None and ending.valid_until is not None:
        return _Change(confirmed_fact(text, said.id, ending, today, role), ending.valid_until)
    raise NotConfirmableError("chưa rõ giá trị này còn đúng đến ngày nào")
