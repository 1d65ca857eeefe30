"""Filling in, when an article is published, when it was edited and by whom it was checked."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, timedelta

from intents.content.days import parse_day
from intents.content.frontmatter import FENCE, FrontMatterError, parse

REVIEW_AFTER = timedelta(days=90)
"""When an article whose day of review has passed is to be looked at again."""
_PLAIN = re.compile(r"[^\W\d_][\w ./()-]*")
"""A role that YAML reads as the text it is."""


@dataclass(frozen=True, slots=True)
class Stamped:
    """An article with its days and its role filled in."""

    text: str
    review_moved: date | None
    """The new day of review, where the old one had passed."""


def stamped(text: str, today: date, role: str, before: str | None) -> Stamped:
    """The article as edited today and checked by that role. A role that the writer has put in since `before` (what
    they began with) stays; an empty role leaves what stands there. What is no article is left as it is."""
    values = _values(text)
    if values is None:
        return Stamped(text, None)
    was = (_values(before) or {}).get("checked_by", "") if before is not None else ""
    given = values.get("checked_by", "")
    text = _with(text, "updated", today.isoformat())
    if role and (not given or given == was):
        text = _with(text, "checked_by", _written(role))
    review_by = parse_day(values.get("review_by", ""))
    if review_by is None or review_by > today:
        return Stamped(text, None)
    moved = today + REVIEW_AFTER
    return Stamped(_with(text, "review_by", moved.isoformat()), moved)


def with_stamps_of(other: str, text: str, before: str) -> str:
    """The text with the day and the role that `other` bears, so that two versions can be put together without these
    standing in the way. A role that the writer has put in since `before` stays."""
    theirs, values, was = _values(other), _values(text), _values(before)
    if theirs is None or values is None or was is None:
        return text
    for key in ("updated", "checked_by"):
        if key in theirs and values.get(key, "") == was.get(key, ""):
            text = _with(text, key, _written(theirs[key]))
    return text


def with_review_by(text: str, day: date) -> str:
    """The article to be looked at again on that day. Raises `FrontMatterError`."""
    parse(text)
    return _with(text, "review_by", day.isoformat())


def _written(value: str) -> str:
    """A value as front matter has it."""
    return value if not value or _PLAIN.fullmatch(value) or parse_day(value) else json.dumps(value, ensure_ascii=False)


def _values(text: str) -> dict[str, str] | None:
    try:
        values = parse(text).values
    except FrontMatterError:
        return None
    return {key: value.content or "" for key, value in values.items() if isinstance(value.content, str | None)}


def _with(text: str, key: str, value: str) -> str:
    """The text with this key of the front matter given that value, put in at its end when it is not there."""
    lines = text.split("\n")
    start = next(number for number, line in enumerate(lines) if line.rstrip() == FENCE)
    end = next(number for number in range(start + 1, len(lines)) if lines[number].rstrip() == FENCE)
    at = next((number for number in range(start + 1, end) if re.match(rf"{key}\s*:", lines[number])), None)
    written = f"{key}: {value}".rstrip()
    if at is None:
        return "\n".join([*lines[:end], written, *lines[end:]])
    after = at + 1
    while after < end and (not lines[after].strip() or lines[after][0] in " \t"):
        after += 1  # the rest of a value that went over several lines
    return "\n".join([*lines[:at], written, *lines[after:]])
