"""an-toan/so-dien-thoai.toml: what is said of a telephone number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from intents.content.findings import Report
from intents.content.rule_text import read_rules

SAYS = ("unknown", "abroad")
ADVICE = ("official", "unknown")
TABLES = ("source", "says", "advice", "asked")


@dataclass(frozen=True, slots=True)
class NumberRules:
    """What the file says."""

    says: Mapping[str, str]
    """By the keys of `SAYS`."""
    advice: Mapping[str, tuple[str, ...]]
    """Markdown lines, by the keys of `ADVICE`."""
    asked: tuple[str, ...]
    """Phrases of people who ask of the number itself."""


def read_number_rules(raw: bytes, report: Report) -> NumberRules | None:
    """The rules for numbers; None, with the errors noted, when the file cannot be used."""
    rows = read_rules(raw, TABLES, report)
    if rows is None:
        return None
    asked, line = rows.toml.tables.get("asked", {}), rows.toml.line("asked")
    if not isinstance(asked, dict):
        report.error(line, "“asked” phải là một bảng: [asked].")
        return None
    rows.known_keys(asked, ("phrases", "source"), line)
    rows.source(asked, line)
    says, advice = rows.sentences("says", SAYS), rows.lists("advice", ADVICE)
    phrases = rows.strings(asked, "phrases", line)
    return None if report.failed else NumberRules(says, advice, phrases)
