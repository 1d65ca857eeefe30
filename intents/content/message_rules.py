"""an-toan/dau-hieu.toml: by which signals a fraudulent message, and somebody just robbed, are recognised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from intents.content.findings import Report, nearest
from intents.content.rule_text import Rows, read_rules
from intents.match.text import fold

TABLES = ("bar", "source", "says", "advice", "victim", "group", "shorthand", "signal", "calm", "learnt")
LINKS = ("imitation", "odd", "unknown", "government", "official")
"""The links that a signal may ask for."""
GAP = "…"
ANY = "*"
"""Any one word."""
END = "$"
"""The end of the message."""
GROUP = "@"
QUESTION = "?"
"""The phrase that stands for a message that ends in a question mark."""


@dataclass(frozen=True, slots=True)
class Signal:
    """Something in a message that speaks for fraud or, with a negative weight, against it."""

    name: str
    """As people are told; not shown when it speaks against fraud."""
    weight: int
    phrases: tuple[str, ...]
    """`…` stands for a few words, `*` for one, `@name` for any of a group, `$` for the end."""
    link: str
    """One of `LINKS` when such a link must be in the message; else empty."""
    article: str
    """The article that answers; empty when it speaks against fraud."""
    line: int
    unless: str = ""
    """One of `LINKS`: with such a link in the message it does not count."""
    shown: bool = True
    """Whether people are told of it: a way of addressing them counts, but is nothing to name."""


@dataclass(frozen=True, slots=True)
class VictimRules:
    """How somebody who has just been robbed is recognised, and what they are shown."""

    article: str
    losses: tuple[str, ...]
    """What says by itself that somebody was robbed."""
    acts: tuple[str, ...]
    """What robbed people did, and others too: counts with one of `done`."""
    done: tuple[str, ...]
    """What says that it has happened."""
    excepted: tuple[str, ...]
    """Phrases of people who ask in general."""
    line: int


@dataclass(frozen=True, slots=True)
class MessageRules:
    """What the file says."""

    bar: int
    """The sum of weights from which a message is spoken of."""
    said: str
    """The sentence before the names of the signals."""
    advice: tuple[str, ...]
    signals: tuple[Signal, ...]
    victim: VictimRules
    groups: Mapping[str, tuple[str, ...]]
    """What each `@name` in a phrase stands for."""
    learnt: Signal
    """What is named when the words speak for fraud and no other signal does."""
    shorthand: Mapping[str, str]
    """Words of chats, each with what is meant, beside those of the lexicon."""

    def all_phrases(self) -> Iterator[str]:
        """Every phrase and every way of saying a group, as written."""
        for signal in self.signals:
            yield from signal.phrases
        for ways in (*self.groups.values(), self.victim.losses, self.victim.acts, self.victim.done):
            yield from ways
        yield from self.victim.excepted


def read_message_rules(raw: bytes, report: Report) -> MessageRules | None:
    """The rules for messages; None, with the errors noted, when the file cannot be used."""
    rows = read_rules(raw, TABLES, report)
    if rows is None:
        return None
    groups = _groups(rows)
    signals = [
        one
        for table, sign in (("signal", 1), ("calm", -1))
        for entry, line in rows.entries(table)
        if (one := _signal(rows, groups, entry, line, sign))
    ]
    victim, shorthand, words = _victim(rows, groups), _shorthand(rows), _learnt(rows)
    bar = rows.toml.tables.get("bar")
    if not isinstance(bar, int) or bar < 1:
        report.error(rows.toml.line("bar"), "“bar” phải là một số nguyên, ví dụ bar = 3.")
        return None
    said, advice = rows.sentences("says", ("scam",))["scam"], rows.lists("advice", ("scam",))["scam"]
    if report.failed or victim is None:
        return None
    return MessageRules(bar, said, advice, tuple(signals), victim, groups, words, shorthand)


def _groups(rows: Rows) -> dict[str, tuple[str, ...]]:
    table = rows.toml.tables.get("group", {})
    if not isinstance(table, dict):
        rows.report.error(rows.toml.line("group"), "các nhóm chữ phải nằm trong bảng [group].")
        return {}
    return {name: rows.strings(table, name, rows.toml.keys.get(("group", name)) or 1) for name in table}


def _learnt(rows: Rows) -> Signal:
    entry, line = rows.toml.tables.get("learnt", {}), rows.toml.line("learnt")
    if not isinstance(entry, dict):
        rows.report.error(line, "“learnt” phải là một bảng: [learnt].")
        entry = {}
    rows.known_keys(entry, ("name", "article"), line)
    return Signal(rows.text(entry, "name", line), 1, (), "", rows.text(entry, "article", line), line)


def _shorthand(rows: Rows) -> dict[str, str]:
    table = rows.toml.tables.get("shorthand", {})
    if not isinstance(table, dict):
        rows.report.error(rows.toml.line("shorthand"), "chữ viết tắt phải nằm trong bảng [shorthand].")
        return {}
    for written, meant in table.items():
        if not isinstance(meant, str) or not fold(meant) or len(fold(written).split()) != 1:
            line = rows.toml.keys.get(("shorthand", written)) or rows.toml.line("shorthand")
            rows.report.error(line, f'“{written}” phải là một chữ, vế phải là nghĩa của nó: "stk" = "số tài khoản".')
    return {written: meant for written, meant in table.items() if isinstance(meant, str)}


def _signal(
    rows: Rows, groups: Mapping[str, tuple[str, ...]], entry: Mapping[str, Any], line: int, sign: int
) -> Signal | None:
    speaks_for = sign > 0
    more = ("article", "source", "shown") if speaks_for else ("unless",)
    rows.known_keys(entry, ("name", "weight", "phrases", "link", *more), line)
    name, weight, link = rows.text(entry, "name", line), entry.get("weight"), entry.get("link", "")
    unless = entry.get("unless", "")
    if not isinstance(weight, int) or not 1 <= weight <= 9:
        rows.report.error(line, "“weight” phải là số từ 1 tới 9.")
        return None
    for key, wanted in (("link", link), ("unless", unless)):
        if wanted and wanted not in LINKS:
            rows.report.error(line, f"“{key}” không nhận “{wanted}”.{nearest(str(wanted), LINKS)}")
            return None
    if speaks_for and rows.source(entry, line) is None:
        return None
    article = rows.text(entry, "article", line) if speaks_for else ""
    phrases = _phrases(rows, groups, entry, "phrases", line)
    if not phrases and not link:
        rows.report.error(line, "mục ở dòng này không có câu nào trong “phrases”.")
    shown = entry.get("shown", True)
    if not isinstance(shown, bool):
        rows.report.error(line, "“shown” phải là true hoặc false.")
    return Signal(name, sign * weight, phrases, str(link), article, line, str(unless), bool(shown))


def _victim(rows: Rows, groups: Mapping[str, tuple[str, ...]]) -> VictimRules | None:
    entry, line = rows.toml.tables.get("victim", {}), rows.toml.line("victim")
    if not isinstance(entry, dict):
        rows.report.error(line, "“victim” phải là một bảng: [victim].")
        return None
    lists = ("losses", "acts", "done", "except")
    rows.known_keys(entry, ("article", "source", *lists), line)
    rows.source(entry, line)
    losses, acts, done, excepted = (_phrases(rows, groups, entry, key, line) for key in lists)
    return VictimRules(rows.text(entry, "article", line), losses, acts, done, excepted, line)


def _phrases(
    rows: Rows, groups: Mapping[str, tuple[str, ...]], entry: Mapping[str, Any], key: str, line: int
) -> tuple[str, ...]:
    """The phrases as written; every group they name must be there."""
    phrases = rows.strings(entry, key, line)
    for phrase in phrases:
        for name in (mark.removeprefix(GROUP) for mark in phrase.split() if mark.startswith(GROUP)):
            if name not in groups:
                rows.report.error(line, f"trong “{phrase}”: không có nhóm “@{name}”.{nearest(name, groups)}")
        if not fold(phrase) and phrase != QUESTION:
            rows.report.error(line, f"“{phrase}” không có chữ nào. Hãy bỏ ra.")
    return phrases
