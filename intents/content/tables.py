"""The files beside the articles: facts.toml, lexicon.toml, danh-ba/*.csv."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeGuard

from intents.content.articles import parse_day
from intents.content.findings import Report, nearest
from intents.content.model import Entry, Fact, FactValue, Lexicon, Rewrite, Source

FACT_KEYS = ("otherwise", "value")
VALUE_KEYS = ("text", "valid_from", "valid_until", "source")
LEXICON_TABLES = ("abbreviations", "teencode", "dialect", "synonyms")
ENTRY_COLUMNS = ("id", "name", "aliases", "place", "text", "source_title", "source_url", "source_date", "as_of")

_PLACE = re.compile(r"\(at line (\d+), column \d+\)")
_HEADER = re.compile(r"""^\s*\[\[?\s*["']?([\w\-]+)["']?""")
_KEY = re.compile(r"""^\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([\w\-]+))\s*=""")


def read_toml(raw: bytes, report: Report) -> tuple[dict[str, Any], str]:
    """The tables of a TOML file and its text; empty with an error noted when it is broken."""
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
        return tomllib.loads(text), text
    except UnicodeDecodeError as error:
        report.error(raw.count(b"\n", 0, error.start) + 1, "tệp không phải UTF-8. Hãy lưu lại bằng mã UTF-8.")
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = _PLACE.search(str(error))
        line = int(place[1]) if place else raw.count(b"\n") + 1
        report.error(
            line, f'viết sai dạng ở dòng này. Mỗi dòng là “tên = "giá trị"”; không ghi một tên hai lần ({error}).'
        )
    return {}, ""


def read_facts(raw: bytes, report: Report) -> dict[str, Fact]:
    """The facts of facts.toml by id; those with an error are left out."""
    values, text = read_toml(raw, report)
    facts = (_fact(fact_id, table, _header_line(text, fact_id), report) for fact_id, table in values.items())
    return {fact.id: fact for fact in facts if fact is not None}


def _fact(fact_id: str, table: Any, line: int, report: Report) -> Fact | None:
    if not isinstance(table, dict):
        report.error(line, f"“{fact_id}” phải là một mục [{fact_id}] với các giá trị [[{fact_id}.value]].")
        return None
    for key in table:
        if key not in FACT_KEYS:
            report.error(line, f"[{fact_id}] không có mục nào tên “{key}”.{nearest(key, FACT_KEYS)}")
    otherwise = table.get("otherwise")
    if not isinstance(otherwise, str) or not otherwise.strip():
        report.error(line, f"[{fact_id}] thiếu otherwise: câu nói khi không có giá trị nào còn hiệu lực.")
        return None
    rows = table.get("value")
    if not isinstance(rows, list) or not rows:
        report.error(line, f"[{fact_id}] chưa có giá trị nào. Hãy thêm một mục [[{fact_id}.value]].")
        return None
    found = [_fact_value(fact_id, row, line, report) for row in rows]
    kept = sorted((value for value in found if value is not None), key=lambda value: value.valid_from)
    for one, after in pairwise(kept):
        if one.valid_until is None or one.valid_until >= after.valid_from:
            report.error(
                line,
                f"[{fact_id}] có hai giá trị cùng hiệu lực từ ngày {after.valid_from:%d/%m/%Y}. Hãy sửa valid_until.",
            )
    return Fact(fact_id, tuple(kept), otherwise, line) if len(kept) == len(found) else None


def _fact_value(fact_id: str, row: Any, line: int, report: Report) -> FactValue | None:
    if not isinstance(row, dict):
        report.error(line, f"[[{fact_id}.value]] viết sai dạng.")
        return None
    for key in row:
        if key not in VALUE_KEYS:
            report.error(line, f"[[{fact_id}.value]] không có mục nào tên “{key}”.{nearest(key, VALUE_KEYS)}")
    text, since, until, source = (row.get(key) for key in VALUE_KEYS)
    if not isinstance(text, str) or not text.strip():
        report.error(line, f"[[{fact_id}.value]] thiếu text: điều được nói.")
    elif not _is_day(since):
        report.error(line, f"[[{fact_id}.value]] thiếu valid_from, ngày bắt đầu, ví dụ valid_from = 2025-07-01.")
    elif until is not None and (not _is_day(until) or until < since):
        report.error(line, f"[[{fact_id}.value]] có valid_until không phải ngày, hoặc trước valid_from.")
    elif not isinstance(source, Mapping) or not all(isinstance(source.get(key), str) for key in ("title", "url")):
        report.error(line, f'[[{fact_id}.value]] thiếu nguồn: source = {{title = "…", url = "…"}}.')
    else:
        day = source.get("date")
        return FactValue(text, since, until, Source(source["title"], source["url"], day if _is_day(day) else None))
    return None


def _is_day(value: Any) -> TypeGuard[date]:
    return type(value) is date


def read_lexicon(raw: bytes, report: Report) -> Lexicon:
    """The tables of lexicon.toml."""
    values, text = read_toml(raw, report)
    lines = _key_lines(text)
    tables: dict[str, tuple[Rewrite, ...]] = {}
    for table, entries in values.items():
        if table not in LEXICON_TABLES:
            message = f"không có bảng nào tên [{table}].{nearest(table, LEXICON_TABLES)}"
            report.error(_header_line(text, table), message)
        elif not isinstance(entries, dict):
            report.error(_header_line(text, table), f"[{table}] phải là một bảng với các dòng “cách viết” = “nghĩa”.")
        else:
            tables[table] = tuple(_rewrites(table, entries, lines, report))
    return Lexicon(**tables)


def _rewrites(
    table: str, entries: Mapping[str, Any], lines: Mapping[tuple[str, str], int], report: Report
) -> list[Rewrite]:
    rewrites = []
    for written, meant in entries.items():
        line = lines.get((table, written), 1)
        if isinstance(meant, str) and meant.strip() and written.strip():
            rewrites.append(Rewrite(written, meant, line))
        else:
            report.error(line, f"“{written}” chưa có nghĩa. Hãy viết “{written}” = “nghĩa của nó”, hoặc bỏ dòng này.")
    return rewrites


def read_directory(path: Path, raw: bytes, report: Report) -> tuple[Entry, ...]:
    """The rows of a directory; those with an error are left out."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        report.error(raw.count(b"\n", 0, error.start) + 1, "tệp không phải UTF-8. Trong Excel hãy chọn CSV UTF-8.")
        return ()
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        missing = [column for column in ENTRY_COLUMNS if column not in (reader.fieldnames or ())]
        if missing:
            report.error(1, f"dòng đầu thiếu cột: {', '.join(missing)}. Hãy thêm các cột đó.")
            return ()
        entries = [_entry(path.stem, row, reader.line_num, report) for row in reader]
    except csv.Error as error:
        report.error(reader.line_num, f"viết sai dạng CSV ở dòng này ({error}). Hãy kiểm tra dấu ngoặc kép.")
        return ()
    kept = tuple(entry for entry in entries if entry is not None)
    for entry_id, count in Counter(entry.id for entry in kept).items():
        if count > 1:
            line = next(entry.line for entry in reversed(kept) if entry.id == entry_id)
            report.error(line, f"id “{entry_id}” có {count} dòng. Mỗi dòng phải có id riêng.")
    return kept


def _entry(kind: str, row: Mapping[str | None, Any], line: int, report: Report) -> Entry | None:
    if None in row or any(value is None for value in row.values()):
        report.error(line, "dòng này thừa hoặc thiếu ô. Ô có dấu phẩy phải đặt trong ngoặc kép.")
        return None
    cells = {str(column): str(value).strip() for column, value in row.items()}
    for column in ("id", "name", "text", "source_title", "source_url", "as_of"):
        if not cells[column]:
            report.error(line, f"ô “{column}” trống. Hãy điền vào.")
            return None
    as_of = parse_day(cells["as_of"])
    published = parse_day(cells["source_date"]) if cells["source_date"] else None
    if as_of is None or (cells["source_date"] and published is None):
        report.error(line, "as_of hoặc source_date không phải ngày. Hãy viết năm-tháng-ngày, ví dụ 2024-06-01.")
        return None
    return Entry(
        id=cells["id"],
        kind=kind,
        name=cells["name"],
        aliases=tuple(alias.strip() for alias in cells["aliases"].split("|") if alias.strip()),
        place=cells["place"],
        text=cells["text"],
        source=Source(cells["source_title"], cells["source_url"], published),
        as_of=as_of,
        line=line,
        extra={column: value for column, value in cells.items() if column not in ENTRY_COLUMNS},
    )


def _header_line(text: str, name: str) -> int:
    for number, line in enumerate(text.split("\n"), start=1):
        header = _HEADER.match(line)
        if header and header[1] == name:
            return number
    return 1


def _key_lines(text: str) -> dict[tuple[str, str], int]:
    """The line of each key in each table of a flat TOML file."""
    lines: dict[tuple[str, str], int] = {}
    table = ""
    for number, line in enumerate(text.split("\n"), start=1):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header:
            table = header[1]
        elif key:
            lines.setdefault((table, next(one for one in key.groups() if one is not None)), number)
    return lines
