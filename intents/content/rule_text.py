"""What the files of an-toan/ have in common: tables of sentences, lists, and entries that name their source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from intents.content.articles import is_web_address, source_address
from intents.content.findings import Report, nearest
from intents.content.model import Source
from intents.content.toml_text import Toml, read_toml

SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Rows:
    """A file of rules while it is read; each verb notes what is wrong and gives what can be used."""

    toml: Toml
    report: Report
    sources: Mapping[str, Source]

    def entries(self, table: str) -> Iterator[tuple[Mapping[str, Any], int]]:
        """The entries `[[table]]`, each with its line."""
        entries = self.toml.tables.get(table, [])
        if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
            self.report.error(self.toml.line(table), f"mỗi mục phải bắt đầu bằng [[{table}]], hai ngoặc vuông.")
            return
        yield from ((entry, self.toml.line(table, number)) for number, entry in enumerate(entries))

    def known_keys(self, entry: Mapping[str, Any], known: Sequence[str], line: int) -> None:
        """Notes the keys that no such entry has."""
        for key in entry.keys() - set(known):
            self.report.error(line, f"mục ở dòng này có “{key}”, không dùng được.{nearest(key, known)}")

    def text(self, entry: Mapping[str, Any], key: str, line: int) -> str:
        """A text that must be there; empty when it is not."""
        value = entry.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.report.error(line, f'mục ở dòng này thiếu “{key}”. Hãy viết {key} = "…".')
        return ""

    def strings(self, entry: Mapping[str, Any], key: str, line: int) -> tuple[str, ...]:
        """A list of texts; empty when it is left out."""
        value = entry.get(key, [])
        if isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value):
            return tuple(one.strip() for one in value)
        self.report.error(line, f'“{key}” phải là một danh sách: {key} = ["một", "hai"].')
        return ()

    def source(self, entry: Mapping[str, Any], line: int) -> Source | None:
        """The source that an entry names by its key in `[source]`."""
        name = self.text(entry, SOURCE, line)
        if name and name not in self.sources:
            self.report.error(line, f"không có nguồn “{name}” trong [source].{nearest(name, self.sources)}")
        return self.sources.get(name)

    def sentences(self, table: str, keys: Sequence[str]) -> dict[str, str]:
        """A table of sentences, all of which must be there."""
        entries = self._table(table, keys)
        return {key: self.text(entries, key, self._line(table, key)) for key in keys}

    def lists(self, table: str, keys: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """A table of lists of texts, none of which may be empty."""
        entries, found = self._table(table, keys), {}
        for key in keys:
            found[key] = self.strings(entries, key, self._line(table, key))
            if not found[key]:
                self.report.error(self._line(table, key), f"[{table}] thiếu danh sách “{key}”.")
        return found

    def _table(self, table: str, keys: Sequence[str]) -> Mapping[str, Any]:
        entries = self.toml.tables.get(table, {})
        if not isinstance(entries, dict):
            self.report.error(self.toml.line(table), f"“{table}” phải là một bảng: [{table}].")
            return {}
        self.known_keys(entries, keys, self.toml.line(table))
        return entries

    def _line(self, table: str, key: str) -> int:
        return self.toml.keys.get((table, key)) or self.toml.line(table)


def read_rules(raw: bytes, tables: Sequence[str], report: Report) -> Rows | None:
    """The file with its sources; None, with an error noted, when it is no TOML."""
    toml = read_toml(raw, report)
    if toml is None:
        return None
    for table in toml.tables:
        if table not in tables:
            report.error(toml.line(table), f"không có bảng nào tên [{table}].{nearest(table, tables)}")
    return Rows(toml, report, _sources(toml, report))


def _sources(toml: Toml, report: Report) -> dict[str, Source]:
    table = toml.tables.get(SOURCE, {})
    if not isinstance(table, dict):
        report.error(toml.line(SOURCE), "các nguồn phải nằm trong bảng [source].")
        return {}
    found = {}
    for name, entry in table.items():
        line = toml.keys.get((SOURCE, name)) or toml.line(SOURCE)
        title, url, day = (entry.get(key) if isinstance(entry, dict) else None for key in ("title", "url", "date"))
        address = source_address(url) if isinstance(url, str) else None
        if not isinstance(title, str) or address is None or not isinstance(day, date):
            report.error(line, f'nguồn “{name}” cần đủ {{title = "…", url = "…", date = 2026-01-31}}.')
        elif address and not is_web_address(address):
            report.error(line, f"địa chỉ nguồn “{address}” phải bắt đầu bằng https:// hoặc http://.")
        else:
            found[name] = Source(title, address, day)
    return found
