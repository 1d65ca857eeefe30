"""an-toan/ma-qr.toml: banks by their number, and what is said of a code in a picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from intents.content.findings import Report
from intents.content.rule_text import SOURCE, read_rules

SAYS = ("payment", "bank", "amount", "note", "name", "broken", "text", "none", "several", "unreadable", "covered")
ADVICE = ("payment", "broken", "none")
TABLES = ("source", "says", "advice", "bank")


@dataclass(frozen=True, slots=True)
class CodeRules:
    """What the file says."""

    says: Mapping[str, str]
    """By the keys of `SAYS`; may hold `{bank}`, `{account}`, `{amount}`, `{note}`, `{name}`."""
    advice: Mapping[str, tuple[str, ...]]
    """Markdown lines, by the keys of `ADVICE`."""
    banks: Mapping[str, str]
    """Names by the six digits that stand for a bank."""


def read_code_rules(raw: bytes, report: Report) -> CodeRules | None:
    """The rules for codes; None, with the errors noted, when the file cannot be used."""
    rows = read_rules(raw, TABLES, report)
    if rows is None:
        return None
    table, banks = rows.toml.tables.get("bank", {}), {}
    if not isinstance(table, dict):
        report.error(rows.toml.line("bank"), "các ngân hàng phải nằm trong bảng [bank].")
        return None
    rows.source(table, rows.toml.line("bank"))
    for number, name in table.items():
        if number == SOURCE:
            continue
        if len(number) != 6 or not number.isdigit() or not isinstance(name, str) or not name.strip():
            line = rows.toml.keys.get(("bank", number)) or rows.toml.line("bank")
            report.error(line, f'“{number}” phải là sáu chữ số, vế phải là tên ngân hàng: "970436" = "Vietcombank".')
            continue
        banks[number] = name.strip()
    says, advice = rows.sentences("says", SAYS), rows.lists("advice", ADVICE)
    return None if report.failed else CodeRules(says, advice, banks)
