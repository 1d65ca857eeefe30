"""Checks over the whole content, beyond what loading a file finds. Each check gives findings; nothing is printed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from intents.content.facts import named_facts
from intents.content.findings import nearest
from intents.content.letters import odd_letters
from intents.content.loader import CONTENT_SUFFIXES, FACTS, LANGUAGE, shown
from intents.content.model import Article, Content, Finding, Severity
from intents.match.text import fold, tokens

Measure = Callable[[Article, date], int]
"""UTF-16 units of the fullest answer of an article as rendered, with the facts of a day."""

MAX_ANSWER = 3500
"""UTF-16 units of one message as rendered; Telegram takes 4,096."""
MAX_LEAD = 600
MAX_QUESTION = 400
SOON = timedelta(days=45)
"""How long before something lapses it is warned of."""
NO_SOURCES_NEEDED = "tro-ly"

_HTML = re.compile(r"</?[a-zA-Z][^>\n]*>|<!--")
_TABLE = re.compile(r"^\s*\|?\s*:?-{3,}:?\s*\|")
_IMAGE = re.compile(r"!\[")
_LINK = re.compile(r"\]\(\s*([^)\s]*)")


def lint(content: Content, findings: tuple[Finding, ...], today: date, measure: Measure) -> list[Finding]:
    """The findings of the loader and of every check here, sorted by place."""
    checks = (
        _sources(content),
        _dates(content, today),
        _references(content),
        _phrases(content),
        _texts(content),
        _lengths(content, today, measure),
        _facts(content, today),
        _lexicon(content),
        _letters(content),
    )
    return sorted({*findings, *(finding for check in checks for finding in check)})


def _error(article: Article, key: str, message: str) -> Finding:
    return Finding(article.path, article.lines.get(key, 1), message)


def _warning(article: Article, key: str, message: str) -> Finding:
    return Finding(article.path, article.lines.get(key, 1), message, Severity.WARNING)


def _sources(content: Content) -> Iterator[Finding]:
    for article in content.articles.values():
        if article.topic != NO_SOURCES_NEEDED:
            if not article.sources:
                yield _error(article, "sources", "bài chưa có nguồn. Hãy thêm “sources” với tên, địa chỉ và ngày.")
            if article.as_of is None:
                yield _error(article, "as_of", "thiếu “as_of”: ngày của nguồn mới nhất đã đọc, ví dụ 2026-08-15.")
        for source in article.sources:
            if urlsplit(source.url).scheme not in ("http", "https"):
                yield _error(
                    article, "sources", f"địa chỉ nguồn “{source.url}” phải bắt đầu bằng https:// hoặc http://."
                )
            if source.date is not None and source.date > article.updated:
                yield _error(article, "sources", f"nguồn “{source.title}” có ngày sau ngày sửa bài. Hãy xem lại.")


def _dates(content: Content, today: date) -> Iterator[Finding]:
    for article in content.articles.values():
        if article.as_of is not None and article.as_of > article.updated:
            yield _error(article, "as_of", "“as_of” sau “updated”. Ngày của nguồn không thể sau ngày sửa bài.")
        if article.updated > article.review_by:
            yield _error(article, "review_by", "“review_by” trước “updated”. Hãy hẹn ngày xem lại sau ngày sửa bài.")
        if article.updated > today:
            yield _error(article, "updated", "“updated” ở tương lai. Hãy ghi ngày thật sự sửa bài.")
        if article.review_by < today:
            yield _warning(article, "review_by", f"đã quá ngày xem lại {article.review_by:%d/%m/%Y}. Hãy đọc lại bài.")
        elif article.review_by <= today + SOON:
            yield _warning(article, "review_by", f"sắp tới ngày xem lại {article.review_by:%d/%m/%Y}.")


def _references(content: Content) -> Iterator[Finding]:
    for article in content.articles.values():
        for one in article.related:
            if one == article.id:
                yield _error(article, "related", "bài nêu chính nó trong “related”. Hãy bỏ ra.")
            elif one not in content.articles:
                yield _error(article, "related", f"“related” nêu bài “{one}” không có.{nearest(one, content.articles)}")
        if article.directory is not None and article.directory not in content.directories:
            hint = nearest(article.directory, content.directories)
            yield _error(article, "directory", f"không có danh bạ “{article.directory}”.{hint}")
        for fact, line in _named(article):
            if fact not in content.facts:
                hint = nearest(fact, content.facts)
                yield Finding(article.path, line, f"không có dữ kiện “{fact}” trong facts.toml.{hint}")


def _named(article: Article) -> Iterator[tuple[str, int]]:
    """The facts that an article names, with their lines."""
    for text, line in _blocks(article):
        yield from ((fact, line + offset) for fact, offset in named_facts(text))


def _blocks(article: Article) -> Iterator[tuple[str, int]]:
    """The article's Markdown, each block with the line on which it begins (sections: the line after the heading)."""
    yield article.lead, article.lines.get("", 1)
    for section in article.sections:
        yield section.markdown, section.line + 1


def _phrases(content: Content) -> Iterator[Finding]:
    first: dict[str, tuple[Article, int]] = {}
    for article in content.articles.values():
        if not article.questions:
            yield _error(article, "questions", "bài chưa có câu hỏi mẫu. Hãy thêm vài câu mà người dân hay hỏi.")
        for phrase in article.questions:
            folded = fold(phrase.text)
            if not folded:
                yield Finding(article.path, phrase.line, "câu hỏi mẫu này không có chữ nào. Hãy bỏ dòng này.")
                continue
            if len(phrase.text) > MAX_QUESTION:
                yield Finding(article.path, phrase.line, f"câu hỏi mẫu dài hơn {MAX_QUESTION} ký tự. Hãy rút ngắn lại.")
            if folded in first:
                other, line = first[folded]
                place = f"dòng {line}" if other is article else f"bài “{other.id}”, dòng {line}"
                yield Finding(article.path, phrase.line, f"câu này đã có ở {place}. Hãy giữ lại ở một nơi thôi.")
            first.setdefault(folded, (article, phrase.line))


def _texts(content: Content) -> Iterator[Finding]:
    for article in content.articles.values():
        words = tokens(article.title)
        if len(words) >= 3 and all(word.bare for word in words):
            yield _warning(article, "title", "tên bài không có dấu tiếng Việt nào. Hãy viết có dấu.")
        if len(article.lead) > MAX_LEAD:
            yield _warning(article, "", f"câu trả lời ngắn dài hơn {MAX_LEAD} ký tự. Hãy chuyển bớt xuống các mục ##.")
        for text, first in _blocks(article):
            for number, line in enumerate(text.split("\n"), start=first):
                yield from (Finding(article.path, number, message) for message in _unshowable(line))


def _unshowable(line: str) -> Iterator[str]:
    if _HTML.search(line):
        yield "có thẻ HTML. Hãy bỏ thẻ đi; muốn chữ đậm thì đặt giữa hai dấu **."
    if _TABLE.search(line):
        yield "Telegram không hiện được bảng. Hãy viết thành danh sách, mỗi dòng bắt đầu bằng “- ”."
    if _IMAGE.search(line):
        yield "câu trả lời không hiện được hình. Hãy bỏ hình, hoặc thay bằng liên kết."
    for address in _LINK.findall(line):
        if urlsplit(address).scheme not in ("http", "https"):
            yield f"liên kết “{address}” phải bắt đầu bằng https:// hoặc http://."


def _lengths(content: Content, today: date, measure: Measure) -> Iterator[Finding]:
    for article in content.articles.values():
        length = measure(article, today)
        if length > MAX_ANSWER:
            message = f"cả bài khi hiện ra dài {length} ký tự, quá {MAX_ANSWER}. Hãy rút ngắn hoặc tách thành hai bài."
            yield _error(article, "", message)


def _facts(content: Content, today: date) -> Iterator[Finding]:
    path = shown(content.root / LANGUAGE / FACTS)
    used = {fact for article in content.articles.values() for fact, _ in _named(article)}
    for fact in content.facts.values():
        if fact.id not in used:
            yield Finding(path, fact.line, f"không bài nào dùng “{fact.id}”. Hãy bỏ mục này.", Severity.WARNING)
        last = fact.values[-1]
        if last.valid_until is not None and last.valid_until < today:
            message = f"“{fact.id}” đã hết hiệu lực ngày {last.valid_until:%d/%m/%Y}. Hãy thêm giá trị mới."
            yield Finding(path, fact.line, message, Severity.WARNING)
        for value in fact.values:
            if value.valid_until is not None and today <= value.valid_until <= today + SOON:
                message = f"“{fact.id}” ({value.text}) hết hiệu lực ngày {value.valid_until:%d/%m/%Y}. Hãy xem lại."
                yield Finding(path, fact.line, message, Severity.WARNING)


def _lexicon(content: Content) -> Iterator[Finding]:
    path = shown(content.root / LANGUAGE / "lexicon.toml")
    seen: defaultdict[str, list[int]] = defaultdict(list)
    for rewrite in content.lexicon.rewrites:
        written = " ".join(word.accented for word in tokens(rewrite.written))
        if not written:
            yield Finding(path, rewrite.line, f"“{rewrite.written}” không có chữ nào để nhận ra. Hãy bỏ dòng này.")
        elif written == " ".join(word.accented for word in tokens(rewrite.meant)):
            yield Finding(path, rewrite.line, f"“{rewrite.written}” có nghĩa là chính nó. Hãy bỏ dòng này.")
        elif seen[written]:
            yield Finding(path, rewrite.line, f"“{rewrite.written}” đã có ở dòng {seen[written][0]}. Hãy giữ một dòng.")
        seen[written].append(rewrite.line)


def _letters(content: Content) -> Iterator[Finding]:
    for path in sorted((content.root / LANGUAGE).rglob("*")):
        if path.is_file() and path.suffix in CONTENT_SUFFIXES:
            yield from _odd(path)


def _odd(path: Path) -> Iterator[Finding]:
    text = path.read_bytes().decode("utf-8", errors="replace")
    for line, message in odd_letters(text):
        yield Finding(shown(path), line, message)
