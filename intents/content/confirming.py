"""An official says that something is still true: the text of its file with the days that follow from that, all else
as it was, to the letter."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from intents.content.findings import Report
from intents.content.frontmatter import FrontMatterError
from intents.content.model import Article, FactValue
from intents.content.office_hours_file import DAYS_OFF
from intents.content.stamping import with_review_by
from intents.content.toml_text import read_toml

LONGEST, USUAL = timedelta(days=366), timedelta(days=180)
"""The longest time until the next review that is taken over, and the one that stands in its place."""
_LINE_END = re.compile(r"\r?\n|\r")
_EXPECTED = re.compile(r"\s*du-kien\s*=")


class NotConfirmableError(ValueError):
    """The file is written in a way that has to be edited by hand."""


def next_review(updated: date, review_by: date, today: date) -> date:
    """When an article that is confirmed today is to be read again: after as long a time as before."""
    before = review_by - updated
    return today + (before if timedelta(0) < before <= LONGEST else USUAL)


def confirmed_article(text: str, article: Article, today: date) -> str:
    """The article's file with its next day of review; the day of today and the role are filled in when it is published.
    Raises `NotConfirmableError`."""
    try:
        return with_review_by(text, next_review(article.updated, article.review_by, today))
    except FrontMatterError as error:
        raise NotConfirmableError(error.message) from error


def confirmed_fact(text: str, fact_id: str, value: FactValue, today: date, role: str) -> str:
    """facts.toml with that value confirmed today, its end included. Raises `NotConfirmableError`."""
    return _with_value_keys(text, fact_id, value, {"checked_on": f"{today}", "checked_by": _quoted(role)})


def extended_fact(text: str, fact_id: str, value: FactValue, until: date, today: date, role: str) -> str:
    """facts.toml with that value, which has ended, holding until another day; where its words name the old day they
    name the new one. Raises `NotConfirmableError`."""
    keys = {"valid_until": f"{until}", "checked_on": f"{today}", "checked_by": _quoted(role)}
    old = "" if value.valid_until is None else f"{value.valid_until:%d/%m/%Y}"
    if old and old in value.text:
        keys["text"] = _quoted(value.text.replace(old, f"{until:%d/%m/%Y}"))
    return _with_value_keys(text, fact_id, value, keys)


def announced_holiday(text: str, first: date) -> str:
    """gio-lam-viec.toml with the days off that begin on that day no longer only expected. Raises
    `NotConfirmableError`."""
    toml = read_toml(text.encode(), Report(Path()))
    rows = toml.tables.get(DAYS_OFF, []) if toml else []
    number = next((at for at, row in enumerate(rows) if isinstance(row, dict) and row.get("tu") == first), None)
    if toml is None or number is None or number >= len(toml.headers.get(DAYS_OFF, ())):
        raise NotConfirmableError(f"không thấy mục [[{DAYS_OFF}]] bắt đầu ngày {first:%d/%m/%Y}")
    lines = _lines(text)
    start = toml.line(DAYS_OFF, number)
    stop = _block_end(lines, start)
    kept = [line for line in lines[start:stop] if not _EXPECTED.match(line)]
    if len(kept) == stop - start:
        raise NotConfirmableError("không thấy dòng du-kien")
    return "".join([*lines[:start], *kept, *lines[stop:]])


def _with_value_keys(text: str, fact_id: str, value: FactValue, keys: Mapping[str, str]) -> str:
    header = f"{fact_id}.value"
    toml = read_toml(text.encode(), Report(Path()))
    table = toml.tables.get(fact_id, {}) if toml else {}
    rows = table.get("value", []) if isinstance(table, dict) else []
    number = next(
        (at for at, row in enumerate(rows) if isinstance(row, dict) and row.get("valid_from") == value.valid_from), None
    )
    if toml is None or number is None or number >= len(toml.headers.get(header, ())):
        raise NotConfirmableError(f"không thấy mục [[{header}]] bắt đầu ngày {value.valid_from:%d/%m/%Y}")
    lines, end = _lines(text), _end_of_line(text)
    start = toml.line(header, number)
    block = lines[start : _block_end(lines, start)]
    written = len(block)
    last = max((at for at, line in enumerate(block) if line.strip() and not line.lstrip().startswith("#")), default=-1)
    for key, new in keys.items():
        at = next((at for at, line in enumerate(block) if re.match(rf"\s*{key}\s*=", line)), None)
        if at is None:
            block.insert(last + 1, f"{key} = {new}{end}")
            last += 1
        elif '"""' in block[at] or "'''" in block[at]:
            raise NotConfirmableError(f"“{key}” viết trên nhiều dòng")
        else:
            block[at] = f"{key} = {new}{end}"
    return "".join([*lines[:start], *block, *lines[start + written :]])


def _block_end(lines: list[str], start: int) -> int:
    """The line, from 0, at which the next table begins."""
    return next((at for at in range(start, len(lines)) if lines[at].lstrip().startswith("[")), len(lines))


def _lines(text: str) -> list[str]:
    """The lines with their ends; only what ends a line in these files ends one here."""
    lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text)
    if lines and not lines[-1].endswith(("\r", "\n")):
        lines[-1] += _end_of_line(text)
    return lines


def _end_of_line(text: str) -> str:
    found = _LINE_END.search(text)
    return found[0] if found else "\n"


def _quoted(text: str) -> str:
    """The text in double quotes, as YAML and TOML both read it."""
    return json.dumps(text, ensure_ascii=False)
