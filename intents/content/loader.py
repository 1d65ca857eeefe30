"""From a folder of files to `Content`: everything that can be served, and everything that is wrong."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from intents.content.articles import read_article
from intents.content.findings import Report, nearest
from intents.content.model import TOPICS, Article, Content, Entry, Fact, Finding, Lexicon, Severity
from intents.content.tables import read_directory, read_facts, read_lexicon

LANGUAGE = "vi"
FACTS, LEXICON, DIRECTORIES = "facts.toml", "lexicon.toml", "danh-ba"
IGNORED = frozenset({"README.md"})
CONTENT_SUFFIXES = frozenset({".md", ".toml", ".csv", ".txt"})


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
        return LoadResult(None, (Finding(folder, 1, "không có thư mục này. Thư mục nội dung phải có thư mục con vi."),))
    return _Loading(root, folder).result()


def load_or_raise(root: Path) -> Content:
    """The content of a folder, for serving. Raises `ContentError` when anything in it is wrong."""
    result = load(root)
    errors = [finding for finding in result.findings if finding.severity is Severity.ERROR]
    if errors or result.content is None:
        shown = "\n".join(str(error) for error in sorted(errors))
        raise ContentError(shown or f"{root}: không có bài nào để trả lời.")
    return result.content


class _Loading:
    """One pass over the folder."""

    def __init__(self, root: Path, folder: Path) -> None:
        self._root, self._folder = root, folder
        self._findings: list[Finding] = []
        self._hash = hashlib.sha256()

    def result(self) -> LoadResult:
        articles: dict[str, Article] = {}
        facts: dict[str, Fact] = {}
        lexicon = Lexicon()
        directories: dict[str, tuple[Entry, ...]] = {}
        for path in sorted(self._folder.rglob("*")):
            if not path.is_file() or path.suffix not in CONTENT_SUFFIXES or path.name in IGNORED:
                continue
            raw, report = self._bytes(path)
            if path.parent == self._folder and path.name == FACTS:
                facts = read_facts(raw, report)
            elif path.parent == self._folder and path.name == LEXICON:
                lexicon = read_lexicon(raw, report)
            elif path.parent == self._folder / DIRECTORIES and path.suffix == ".csv":
                directories[path.stem] = read_directory(path, raw, report)
            else:
                self._article(path, raw, report, articles)
            self._findings += report.findings
        ordered = {one.id: one for topic in TOPICS for one in articles.values() if one.topic == topic}
        content = Content(ordered, facts, lexicon, directories, self._hash.hexdigest(), self._root) if ordered else None
        return LoadResult(content, tuple(self._findings))

    def _bytes(self, path: Path) -> tuple[bytes, Report]:
        report = Report(shown(path))
        try:
            raw = path.read_bytes()
        except OSError as error:
            report.error(1, f"không đọc được tệp ({error.strerror}). Hãy kiểm tra quyền đọc.")
            raw = b""
        self._hash.update(f"{path.relative_to(self._root).as_posix()}\0{len(raw)}\0".encode() + raw)
        return raw, report

    def _article(self, path: Path, raw: bytes, report: Report, articles: dict[str, Article]) -> None:
        topic = path.parent.name
        if path.suffix != ".md" or path.parent.parent != self._folder:
            report.error(1, "tệp này nằm sai chỗ. Bài viết nằm trong vi/<chủ đề>/, danh bạ trong vi/danh-ba/.")
        elif topic not in TOPICS:
            report.error(1, f"không có chủ đề nào tên “{topic}”.{nearest(topic, TOPICS)}")
        elif path.stem in articles:
            report.error(1, f"đã có bài “{path.stem}” trong chủ đề {articles[path.stem].topic}. Hãy đổi tên tệp này.")
        elif report.failed:
            return
        else:
            article = read_article(shown(path), raw, topic, report)
            if article is not None:
                articles[article.id] = article


def shown(path: Path) -> Path:
    """The path as it is shown to whoever edits: relative to where they work when it lies below."""
    here = Path.cwd()
    return path.resolve().relative_to(here) if path.resolve().is_relative_to(here) else path
