"""Checks over the whole content, beyond what loading a file finds. Each check gives findings; nothing is printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from intents.content.body import LEAD
from intents.content.facts import named_facts, texts
from intents.content.files import FACTS, LANGUAGE, LEXICON, content_files, shown
from intents.content.findings import nearest
from intents.content.letters import odd_letters
from intents.content.model import Article, Content, Finding, Severity
from intents.content.unshowable import unshowable
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
        for number, source in enumerate(article.sources):
            if source.date is not None and source.date > article.updated:
                message = f"nguồn “{source.title}” có ngày sau ngày sửa bài. Hãy xem lại."
                yield _error(article, f"sources.{number}", message)


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
        for number, one in enumerate(article.related):
            key = f"related.{number}"
            if one == article.id:
                yield _error(article, key, "bài nêu chính nó trong “related”. Hãy bỏ ra.")
            elif one not in content.articles:
                yield _error(article, key, f"“related” nêu bài “{one}” không có.{nearest(one, content.articles)}")
        if article.directory is not None and article.directory not in content.directories:
            hint = nearest(article.directory, content.directories)
            yield _error(article, "directory", f"không có danh bạ “{article.directory}”.{hint}")


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
            yield _warning(
                article, LEAD, f"câu trả lời ngắn dài hơn {MAX_LEAD} ký tự. Hãy chuyển bớt xuống các mục ##."
            )
        for text, first in texts(article):
            yield from (Finding(article.path, first + line, message) for line, message in unshowable(text))


def _lengths(content: Content, today: date, measure: Measure) -> Iterator[Finding]:
    for article in content.articles.values():
        length = measure(article, today)
        if length > MAX_ANSWER:
            message = f"cả bài khi hiện ra dài {length} ký tự, quá {MAX_ANSWER}. Hãy rút ngắn hoặc tách thành hai bài."
            yield _error(article, LEAD, message)


def _facts(content: Content, today: date) -> Iterator[Finding]:
    path = shown(content.root / LANGUAGE / FACTS)
    used = {fact for article in content.articles.values() for fact, _ in named_facts(article)}
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
    path = shown(content.root / LANGUAGE / LEXICON)
    seen: defaultdict[str, list[int]] = defaultdict(list)
    for rewrite in content.lexicon.rewrites:
        written = " ".join(word.accented for word in tokens(rewrite.written))
        if not written:
            yield Finding(path, rewrite.line, f"“{rewrite.written}” không có chữ nào để nhận ra. Hãy bỏ dòng này.")
        elif " " not in written and written == " ".join(word.accented for word in tokens(rewrite.meant)):
            yield Finding(path, rewrite.line, f"“{rewrite.written}” có nghĩa là chính nó. Hãy bỏ dòng này.")
        elif seen[written]:
            yield Finding(path, rewrite.line, f"“{rewrite.written}” đã có ở dòng {seen[written][0]}. Hãy giữ một dòng.")
        seen[written].append(rewrite.line)


def _letters(content: Content) -> Iterator[Finding]:
    for path in content_files(content.root):
        text = path.read_bytes().decode("utf-8", errors="replace")
        yield from (Finding(shown(path), line, message) for line, message in odd_letters(text))
