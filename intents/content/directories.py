"""danh-ba/*.csv: directories, one row an entry."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from intents.content.articles import is_id, is_web_address, source_address
from intents.content.days import EXAMPLE, parse_day
from intents.content.findings import Report, decoded
from intents.content.model import Entry, Source

COLUMNS = ("id", "name", "aliases", "place", "text", "source_title", "source_url", "source_date", "as_of")
FILLED = ("id", "name", "text", "source_title", "source_url", "as_of")
"""The columns that no row may leave empty."""
DELIMITERS = (",", ";", "\t")
"""What spreadsheets put between cells; which one depends on the language of Windows."""


def read_directory(kind: str, raw: bytes, report: Report) -> tuple[Entry, ...]:
    """The rows of the directory whose file's stem is `kind`; those with an error are left out and noted."""
    text = decoded(raw, report)
    if text is None:
        return ()
    entries: dict[str, Entry] = {}
    for line, cells in _rows(text, report):
        entry = _entry(kind, cells, line, report)
        if entry is None:
            continue
        if entry.id in entries:
            report.error(line, f"id “{entry.id}” đã có ở dòng {entries[entry.id].line}. Mỗi dòng phải có id riêng.")
        entries.setdefault(entry.id, entry)
    return tuple(entries.values())


def _rows(text: str, report: Report) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row as cells by column, with the line on which it begins."""
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(DELIMITERS, key=first.count), strict=True)
    line = 1
    try:
        header = [column.strip() for column in next(reader, [])]
        if not _sound(header, report):
            return
        line = reader.line_num + 1
        for row in reader:
            if any(cell.strip() for cell in row):
                if len(row) == len(header):
                    yield line, {column: cell.strip() for column, cell in zip(header, row, strict=True)}
                else:
                    message = f"dòng này có {len(row)} ô, dòng đầu có {len(header)}."
                    report.error(line, f"{message} Ô có dấu phẩy phải đặt trong ngoặc kép.")
            line = reader.line_num + 1
    except csv.Error:
        report.error(line, "viết sai dạng CSV ở dòng này. Hãy kiểm tra dấu ngoặc kép: mở ra phải đóng lại.")


def _sound(header: Sequence[str], report: Report) -> bool:
    missing = [column for column in COLUMNS if column not in header]
    if missing:
        report.error(1, f"dòng đầu thiếu cột: {', '.join(missing)}. Hãy thêm các cột đó.")
    twice = sorted({column for column in header if header.count(column) > 1})
    if twice:
        report.error(1, f"dòng đầu có cột viết hai lần: {', '.join(twice) or '(trống)'}. Hãy bỏ bớt.")
    return not missing and not twice


def _entry(kind: str, cells: Mapping[str, str], line: int, report: Report) -> Entry | None:
    empty = [column for column in FILLED if not cells[column]]
    if empty:
        report.error(line, f"ô {', '.join(empty)} trống. Hãy điền vào.")
        return None
    if not is_id(cells["id"]):
        report.error(line, f"id “{cells['id']}” không dùng được. Chỉ dùng chữ thường không dấu, số và gạch nối.")
    address = source_address(cells["source_url"])
    if address and not is_web_address(address):
        report.error(line, f"địa chỉ nguồn “{address}” phải bắt đầu bằng https:// hoặc http://.")
    as_of, published = _day(cells, "as_of", line, report), _day(cells, "source_date", line, report)
    if as_of is None or not is_id(cells["id"]):
        return None
    return Entry(
        id=cells["id"],
        kind=kind,
        name=cells["name"],
        aliases=tuple(alias.strip() for alias in cells["aliases"].split("|") if alias.strip()),
        place=cells["place"],
        text=cells["text"],
        source=Source(cells["source_title"], address, published),
        as_of=as_of,
        line=line,
        extra={column: cell for column, cell in cells.items() if column not in COLUMNS},
    )


def _day(cells: Mapping[str, str], column: str, line: int, report: Report) -> date | None:
    if not cells[column]:
        return None
    day = parse_day(cells[column])
    if day is None:
        report.error(line, f"ô {column} không phải ngày ({cells[column]}). {EXAMPLE}.")
    return day
