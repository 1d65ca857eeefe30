"""an-toan/lien-ket.toml: which names are imitated in web addresses, and what is said of a link."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from intents.content.findings import Report, nearest
from intents.content.model import Source
from intents.content.rule_text import SOURCE, Rows, read_rules
from intents.content.toml_text import Toml
from intents.match.text import fold

SAYS = (
    "government",
    "unknown",
    "at-sign",
    "gov-elsewhere",
    "name",
    "letters",
    "foreign-letters",
    "path",
    "number",
    "shortener",
    "app",
    "open-suffix",
    "odd-ending",
    "familiar",
)
"""The sentences the file must have: one for each way in which a link is judged."""
ADVICE = ("official", "government", "former", "imitation", "unknown")
LISTS = (
    "shorteners",
    "hosts-of-all",
    "open-suffixes",
    "odd-endings",
    "swapped-endings",
    "apps",
    "beside",
    "beside-brand",
    "gov-like",
    "login",
)
TABLES = ("source", "says", "advice", "lists", "alike", "brand", "name")
UNSURE = "kien-thuc-chung"
"""The source of what is common knowledge only: nobody has checked it yet, and the words for it are careful."""


@dataclass(frozen=True, slots=True)
class ProtectedName:
    """A name that fraudsters put into addresses."""

    written: str
    """As in an address: one word, no accents."""
    real: str
    """What it imitates, as people are told, Markdown."""
    own: tuple[str, ...]
    """Domains that bear the name rightly."""
    alone: bool
    """Whether the name by itself is enough; else one of the words `beside` must stand with it."""
    beside: tuple[str, ...]
    """The only words that count beside it; empty for all of the file's."""
    excepted: tuple[str, ...]
    """Longer words that contain it by chance."""
    swapped: bool
    """Whether the name alone before one of the usual other endings (`.com`, `.org`) is enough."""
    brand: str
    """What the company is called where it is one of a company; else empty."""
    source: Source
    line: int


@dataclass(frozen=True, slots=True)
class LinkRules:
    """What the file says."""

    names: tuple[ProtectedName, ...]
    says: Mapping[str, str]
    """By the keys of `SAYS`; may hold `{domain}`, `{real}`, `{suffix}`."""
    advice: Mapping[str, tuple[str, ...]]
    """Markdown lines, by the keys of `ADVICE`."""
    lists: Mapping[str, tuple[str, ...]]
    """By the keys of `LISTS`."""
    alike: Mapping[str, str]
    """Letters, digits and pairs of letters, each with the letter it is read as."""


def read_link_rules(raw: bytes, report: Report) -> LinkRules | None:
    """The rules for links; None, with the errors noted, when the file cannot be used."""
    rows = read_rules(raw, TABLES, report)
    if rows is None:
        return None
    lists = rows.lists("lists", LISTS)
    names = [one for entry, line in rows.entries("name") if (one := _name(rows, entry, line))]
    rules = LinkRules(
        names=(*names, *_brands(rows, lists["beside-brand"])),
        says=rows.sentences("says", SAYS),
        advice=rows.lists("advice", ADVICE),
        lists=lists,
        alike=_alike(rows.toml, report),
    )
    return None if report.failed else rules


def _name(rows: Rows, entry: Mapping[str, Any], line: int) -> ProtectedName | None:
    rows.known_keys(entry, ("written", "real", "own", "alone", "beside", "except", "swap", "brand", "source"), line)
    written, real, source = rows.text(entry, "written", line), rows.text(entry, "real", line), rows.source(entry, line)
    own = rows.strings(entry, "own", line)
    beside, excepted = rows.strings(entry, "beside", line), rows.strings(entry, "except", line)
    alone, swapped, brand = entry.get("alone"), entry.get("swap", False), entry.get("brand", "")
    if not isinstance(alone, bool) or not isinstance(swapped, bool):
        rows.report.error(line, "“alone” và “swap” phải là true hoặc false.")
        return None
    if written and not (written.isascii() and written.isalnum() and written == written.lower()):
        rows.report.error(line, f"“{written}” phải viết liền, chữ thường không dấu, như trong địa chỉ.")
        return None
    if not written or not real or source is None:
        return None
    return ProtectedName(written, real, own, alone, beside, excepted, swapped, str(brand), source, line)


def _brands(rows: Rows, beside: tuple[str, ...]) -> Iterator[ProtectedName]:
    """The companies, each with its own domains."""
    table = rows.toml.tables.get("brand", {})
    if not isinstance(table, dict):
        rows.report.error(rows.toml.line("brand"), "các công ty phải nằm trong bảng [brand].")
        return
    source = rows.source(table, rows.toml.line("brand"))
    for name in table:
        line = rows.toml.keys.get(("brand", name)) or rows.toml.line("brand")
        written = "".join(fold(name).split())
        if name == SOURCE or source is None:
            continue
        if not written.isascii():
            rows.report.error(line, f"“{name}” không dùng làm tên công ty được.")
            continue
        own = rows.strings(table, name, line)
        yield ProtectedName(written, f"trang của {name}", own, False, beside, (), False, name, source, line)


def _alike(toml: Toml, report: Report) -> dict[str, str]:
    table = toml.tables.get("alike", {})
    if not isinstance(table, dict):
        report.error(toml.line("alike"), "“alike” phải là một bảng [alike].")
        return {}
    for written, meant in table.items():
        if not (isinstance(meant, str) and len(meant) == 1 and meant.isascii() and 1 <= len(written) <= 2):
            line = toml.keys.get(("alike", written)) or toml.line("alike")
            message = f"“{written}” phải là một hoặc hai chữ, và vế phải là một chữ cái không dấu."
            report.error(line, message + nearest(written, ()))
    return {key: value for key, value in table.items() if isinstance(value, str)}
