"""The content as data: what the loader gives and everything else reads. Nothing here opens a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from intents.content.facets import Facet
from intents.content.office_hours import OfficeHours

if TYPE_CHECKING:
    from intents.content.code_rules import CodeRules
    from intents.content.link_rules import LinkRules
    from intents.content.message_rules import MessageRules
    from intents.content.number_rules import NumberRules

TOPICS: Mapping[str, str] = {
    "dich-vu-cong": "Dịch vụ công trực tuyến",
    "chu-ky-so": "Chữ ký số",
    "thanh-toan-so": "Thanh toán không dùng tiền mặt",
    "to-cong-nghe-so": "Tổ công nghệ số cộng đồng",
    "chuyen-doi-so": "Chuyển đổi số của thành phố",
    "an-toan-so": "An toàn trên mạng",
    "tro-ly": "Về trợ lý này",
}
"""The topics (folders under content/vi) in the order in which they are shown, with their titles."""

NAME = "{name}"
"""Where the name that a person asked about is put into `Article.not_listed`."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way in which people ask, with the line of the file where it stands."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article's statements come from."""

    title: str
    url: str
    """Empty when the source has no address."""
    date: date | None
    """Publication date; None when the source bears none."""


@dataclass(frozen=True, slots=True)
class Section:
    """One facet of an article: the Markdown under its `##` heading."""

    facet: Facet
    markdown: str
    line: int


@dataclass(frozen=True, slots=True)
class Article:
    """One need and its answer, as one file says it."""

    id: str
    topic: str
    title: str
    lead: str
    """The direct answer, Markdown; may name facts as `{{fact-id}}`, as may the sections."""
    sections: tuple[Section, ...]
    """In the order of `FACETS`."""
    names: tuple[str, ...]
    """What people call the thing."""
    questions: tuple[Phrase, ...]
    related: tuple[str, ...]
    sources: tuple[Source, ...]
    directory: str | None
    """Stem of the directory (`danh-ba/<stem>.csv`) whose entries this article answers for."""
    as_of: date | None
    """Date of the newest source really read; None only in topic `tro-ly`."""
    updated: date
    review_by: date
    checked_by: str
    """Role of the official who checked it; empty until someone has."""
    path: Path
    lines: Mapping[str, int] = field(default_factory=dict)
    """Line of each front-matter key, for messages."""
    not_listed: str = ""
    """What is said of a name that the directory does not have, Markdown with `{name}`; may be empty."""
    which_one: str = ""
    """What is asked when several entries bear the name, Markdown; may be empty."""

    def section(self, facet_id: str) -> Section | None:
        """The section of that facet, or None when the article has none."""
        return next((section for section in self.sections if section.facet.id == facet_id), None)


@dataclass(frozen=True, slots=True)
class FactValue:
    """A value and the days on which it holds."""

    text: str
    valid_from: date
    valid_until: date | None
    """Last day on which it holds, that day included; None when no end is known."""
    source: Source
    checked_on: date | None = None
    """When an official last confirmed it, its end included; None when nobody has."""
    checked_by: str = ""
    """The role of that official."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that changes with time: a fee, a deadline, a telephone number."""

    id: str
    values: tuple[FactValue, ...]
    """In order of `valid_from`; no two overlap."""
    otherwise: str
    """What is said on a day for which no value holds."""
    line: int

    def on(self, day: date) -> str:
        """The value in force on that day, else `otherwise`."""
        for value in self.values:
            if value.valid_from <= day and (value.valid_until is None or day <= value.valid_until):
                return value.text
        return self.otherwise


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a directory: a street, a market, later a ward, a domain, a hotline."""

    id: str
    kind: str
    """Stem of the directory's file, for instance `tuyen-pho`."""
    name: str
    aliases: tuple[str, ...]
    """Other names by which people mean it."""
    place: str
    """What tells it from another of the same name, for instance `quận Hải Châu cũ`; may be empty."""
    text: str
    """The line that answers for it, Markdown."""
    source: Source
    as_of: date
    line: int
    extra: Mapping[str, str] = field(default_factory=dict)
    """Columns of this directory beyond the common ones."""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A lexicon entry: what people write, and what is meant by it here."""

    written: str
    meant: str
    line: int


@dataclass(frozen=True, slots=True)
class ConceptEntry:
    """A meaning and the ways of saying it, a line of `[concepts]` in lexicon.toml."""

    name: str
    phrases: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """How people write here: each table of `lexicon.toml`."""

    abbreviations: tuple[Rewrite, ...] = ()
    teencode: tuple[Rewrite, ...] = ()
    dialect: tuple[Rewrite, ...] = ()
    synonyms: tuple[Rewrite, ...] = ()
    """Words of one meaning, each rewritten to the one our articles use."""
    concepts: tuple[ConceptEntry, ...] = ()
    """Meanings with the ways of saying them: evidence beside the words, which stay as they are."""

    @property
    def rewrites(self) -> tuple[Rewrite, ...]:
        """All tables together, in the order in which they are applied."""
        return self.abbreviations + self.teencode + self.dialect + self.synonyms


@dataclass(frozen=True, slots=True)
class Content:
    """All of the content, checked enough to be served."""

    articles: Mapping[str, Article]
    """By id, in the order of topics, then of ids."""
    facts: Mapping[str, Fact]
    lexicon: Lexicon
    directories: Mapping[str, tuple[Entry, ...]]
    """By file stem."""
    digest: str
    """SHA-256 over the files, hex: tells which content is being served."""
    root: Path
    suggestions: tuple[Phrase, ...] = ()
    """Questions that a newcomer is offered to tap."""
    out_of_scope: tuple[Phrase, ...] = ()
    """Questions that people ask and that are not ours: the matcher learns from them what to leave unanswered."""
    links: LinkRules | None = None
    """How links are judged; None where there is no file of rules: then they are not."""
    messages: MessageRules | None = None
    """By which signals fraudulent messages are recognised; None likewise."""
    numbers: NumberRules | None = None
    """What is said of telephone numbers; None likewise."""
    codes: CodeRules | None = None
    """What is said of codes in pictures; None likewise."""
    office_hours: OfficeHours | None = None
    """When staff answer; None when that is not written down, so that nothing is promised."""
    examples: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)
    """Example messages, by the file they stand in: what words of frauds weigh is learnt from them."""


class Severity(StrEnum):
    """How bad a finding is; an error keeps the content from being served."""

    ERROR = "lỗi"
    WARNING = "cảnh báo"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something wrong in a content file, said in Vietnamese to whoever edits it."""

    path: Path
    line: int
    message: str
    """What is wrong and what to do about it."""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        mark = "" if self.severity is Severity.ERROR else f"{self.severity.value}: "
        return f"{self.path}:{self.line}: {mark}{self.message}"
