"""lexicon.toml: how people write here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from intents.content.findings import Report, nearest
from intents.content.model import ConceptEntry, Lexicon, Rewrite
from intents.content.toml_text import Toml, read_toml

REWRITES = ("abbreviations", "teencode", "dialect", "synonyms")
CONCEPTS = "concepts"
TABLES = (*REWRITES, CONCEPTS)


def read_lexicon(raw: bytes, report: Report) -> Lexicon:
    """The tables of lexicon.toml; lines with an error are left out and noted."""
    toml = read_toml(raw, report)
    if toml is None:
        return Lexicon()
    tables: dict[str, tuple[Rewrite, ...]] = {}
    concepts: tuple[ConceptEntry, ...] = ()
    for table, entries in toml.tables.items():
        if not isinstance(entries, dict):
            message = f"“{table}” đứng ngoài bảng. Hãy đặt dòng này dưới một trong các bảng: [{'], ['.join(TABLES)}]."
            report.error(toml.line(table), message)
        elif table not in TABLES:
            report.error(toml.line(table), f"không có bảng nào tên [{table}].{nearest(table, TABLES)}")
        elif table == CONCEPTS:
            concepts = tuple(_concepts(entries, toml, report))
        else:
            tables[table] = tuple(_rewrites(table, entries, toml, report))
    return Lexicon(**tables, concepts=concepts)


def _concepts(entries: Mapping[str, Any], toml: Toml, report: Report) -> Iterator[ConceptEntry]:
    for name, phrases in entries.items():
        line = toml.keys.get((CONCEPTS, name)) or toml.line(CONCEPTS)
        if isinstance(phrases, list) and phrases and all(isinstance(one, str) and one.strip() for one in phrases):
            yield ConceptEntry(name, tuple(phrases), line)
        else:
            report.error(line, f'“{name}” cần một danh sách các cách nói: "{name}" = ["cách nói một", "cách nói hai"].')


def _rewrites(table: str, entries: Mapping[str, Any], toml: Toml, report: Report) -> Iterator[Rewrite]:
    for written, meant in entries.items():
        line = toml.keys.get((table, written)) or toml.line(table)
        if isinstance(meant, dict):
            report.error(line, f"“{written}” chứa dấu chấm. Hãy đặt cả cụm trong ngoặc kép.")
        elif isinstance(meant, str) and meant.strip() and written.strip():
            yield Rewrite(written, meant, line)
        else:
            report.error(line, f'“{written}” chưa có nghĩa. Hãy viết "{written}" = "nghĩa của nó", hoặc bỏ dòng này.')
