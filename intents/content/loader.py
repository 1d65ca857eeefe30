"""From a folder of files to `Content`: everything that can be served, and everything that is wrong."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from intents.content.articles import is_id, read_article
from intents.content.code_rules import CodeRules, read_code_rules
from intents.content.directories import read_directory
from intents.content.fact_file import NO_FACTS, FactFile, read_facts
from intents.content.facts import named_facts
from intents.content.files import (
    CODE_RULES,
    DIRECTORIES,
    EXAMPLES,
    FACTS,
    LANGUAGE,
    LEXICON,
    LINK_RULES,
    MESSAGE_RULES,
    NUMBER_RULES,
    OFFICE_HOURS,
    OUT_OF_SCOPE,
    SUGGESTIONS,
    content_files,
    misplaced,
    shown,
    unknown_folders,
)
from intents.content.findings import Report, nearest
from intents.content.lexicon import read_lexicon
from intents.content.lines import read_lines
from intents.content.link_rules import LinkRules, read_link_rules
from intents.content.message_rules import MessageRules, read_message_rules
from intents.content.model import TOPICS, Article, Content, Entry, Finding, Lexicon, Phrase, Severity
from intents.content.number_rules import NumberRules, read_number_rules
from intents.content.office_hours import OfficeHours
from intents.content.office_hours_file import read_office_hours


class ContentError(ValueError):
    """Content that cannot be served; the message, in Vietnamese, holds every error with its file and line."""


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What was loaded and what was found wrong on the way."""

    content: Content | None
    """The articles without errors; None when not a single one is."""
    findings: tuple[Finding, ...]


def load(root: Path) -> LoadResult:
    """Loads the folder that holds `vi/`. Files with errors are left out and named in the findings."""
    folder = root / LANGUAGE
    if not folder.is_dir():
        message = f"không có thư mục này. Hãy chỉ tới thư mục có chứa thư mục con {LANGUAGE}."
        return LoadResult(None, (Finding(shown(folder), 1, message),))
    return _Loading(root).result()


def load_or_raise(root: Path) -> Content:
    """The content of a folder, for serving. Raises `ContentError` when anything in it is wrong."""
    result = load(root)
    errors = [finding for finding in result.findings if finding.severity is Severity.ERROR]
    if errors:
        raise ContentError("\n".join(str(error) for error in sorted(errors)))
    if result.content is None:
        raise ContentError(f"{root}: không có bài nào để trả lời. Hãy thêm bài vào {LANGUAGE}/<chủ đề>/.")
    return result.content


def folder_digest(root: Path) -> str:
    """What `Content.digest` is of the files as they stand, without reading what is in them. Raises `OSError`."""
    digest = hashlib.sha256()
    for path in content_files(root):
        _note(digest, path.relative_to(root), path.read_bytes())
    return digest.hexdigest()


def _note(digest: hashlib._Hash, place: Path, raw: bytes) -> None:
    digest.update(os.fsencode(place.as_posix()) + f"\0{len(raw)}\0".encode() + raw)


class _Loading:
    """One pass over the folder."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._findings: list[Finding] = []
        self._hash = hashlib.sha256()
        self._articles: dict[str, Article] = {}
        self._facts: FactFile = NO_FACTS
        self._lexicon = Lexicon()
        self._directories: dict[str, tuple[Entry, ...]] = {}
        self._suggestions: tuple[Phrase, ...] = ()
        self._out_of_scope: tuple[Phrase, ...] = ()
        self._links: LinkRules | None = None
        self._messages: MessageRules | None = None
        self._numbers: NumberRules | None = None
        self._codes: CodeRules | None = None
        self._office_hours: OfficeHours | None = None
        self._examples: dict[str, tuple[Phrase, ...]] = {}

    def result(self) -> LoadResult:
        self._findings += [Finding(shown(path), 1, message) for path, message in unknown_folders(self._root)]
        for path in content_files(self._root):
            report = Report(shown(path))
            self._file(path, report)
            self._findings += report.findings
        for article in tuple(self._articles.values()):
            self._check_facts(article)
        ordered = {one.id: one for topic in TOPICS for one in self._articles.values() if one.topic == topic}
        return LoadResult(self._content(ordered) if ordered else None, tuple(self._findings))

    def _content(self, articles: dict[str, Article]) -> Content:
        digest = self._hash.hexdigest()
        return Content(
            articles,
            self._facts.facts,
            self._lexicon,
            self._directories,
            digest,
            self._root,
            self._suggestions,
            self._out_of_scope,
            self._links,
            self._messages,
            self._numbers,
            self._codes,
            self._office_hours,
            self._examples,
        )

    def _file(self, path: Path, report: Report) -> None:
        place = path.relative_to(self._root)
        try:
            raw = path.read_bytes()
        except OSError as error:
            report.error(1, f"không đọc được tệp ({error.strerror}). Hãy kiểm tra quyền đọc.")
            return
        _note(self._hash, place, raw)
        wrong = misplaced(path, self._root)
        if wrong:
            report.error(1, wrong)
        elif path.name == FACTS:
            self._facts = read_facts(raw, report)
        elif path.name == LEXICON:
            self._lexicon = read_lexicon(raw, report)
        elif path.name == SUGGESTIONS:
            self._suggestions = read_lines(raw, report)
        elif path.name == OUT_OF_SCOPE:
            self._out_of_scope = read_lines(raw, report)
        elif path.name == LINK_RULES:
            self._links = read_link_rules(raw, report)
        elif path.name == MESSAGE_RULES:
            self._messages = read_message_rules(raw, report)
        elif path.name == NUMBER_RULES:
            self._numbers = read_number_rules(raw, report)
        elif path.name == CODE_RULES:
            self._codes = read_code_rules(raw, report)
        elif path.name in EXAMPLES:
            self._examples[path.name] = read_lines(raw, report)
        elif path.name == OFFICE_HOURS:
            self._office_hours = read_office_hours(raw, report)
        elif path.parent.name == DIRECTORIES:
            self._directory(path, raw, report)
        elif path.parent.name in TOPICS:
            self._article(path, raw, report)

    def _directory(self, path: Path, raw: bytes, report: Report) -> None:
        if not is_id(path.stem):
            message = f"tên tệp “{path.name}” không dùng được. Chỉ dùng chữ thường không dấu, số và gạch nối."
            report.error(1, message)
        self._directories[path.stem] = read_directory(path.stem, raw, report)

    def _article(self, path: Path, raw: bytes, report: Report) -> None:
        same = self._articles.get(path.stem)
        if same is not None:
            report.error(1, f"đã có bài “{path.stem}” trong chủ đề {same.topic}. Hãy đổi tên tệp này.")
            return
        article = read_article(report.path, raw, path.parent.name, report)
        if article is not None:
            self._articles[article.id] = article

    def _check_facts(self, article: Article) -> None:
        """Leaves out an article that names a fact we do not have: it would be served with a hole in a sentence."""
        for fact, line in named_facts(article):
            if fact in self._facts.facts:
                continue
            self._articles.pop(article.id, None)
            if not self._facts.broken and fact not in self._facts.declared:
                hint = nearest(fact, self._facts.declared)
                message = f"không có dữ kiện “{fact}” trong {FACTS}.{hint or ' Hãy thêm vào đó.'}"
                self._findings.append(Finding(article.path, line, message))
