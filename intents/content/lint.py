"""Checks over the whole content, beyond what loading a file finds. Each check gives findings; nothing is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from intents.content.accents import Accents
from intents.content.body import LEAD
from intents.content.dead_entries import dead_concept_phrases, dead_entries
from intents.content.facts import named_facts, texts
from intents.content.files import (
    DIRECTORIES,
    FACTS,
    LANGUAGE,
    LEXICON,
    MESSAGE_RULES,
    OUT_OF_SCOPE,
    SAFETY,
    content_files,
    shown,
)
from intents.content.findings import alike, nearest
from intents.content.lapses import SOON, LapseKind, fact_lapses, review_lapses
from intents.content.letters import odd_letters
from intents.content.links import is_front_page, named_domains, official_domains, source_domains
from intents.content.model import NAME, Article, Content, Fact, Finding, Phrase, Severity
from intents.content.unshowable import unshowable
from intents.match.text import fold, tokens

Measure = Callable[[Article, date], int]
"""UTF-16 units of the fullest answer of an article as rendered, with the facts of a day."""

MAX_ANSWER = 3500
"""UTF-16 units of one message as rendered; Telegram takes 4,096."""
MAX_LEAD = 600
MAX_QUESTION = 400
NO_SOURCES_NEEDED = "tro-ly"


def lint(content: Content, findings: tuple[Finding, ...], today: date, measure: Measure) -> list[Finding]:
    """The findings of the loader and of every check here, sorted by place."""
    folded = {phrase: fold(phrase.text) for article in content.articles.values() for phrase in article.questions}
    checks = (
        _sources(content),
        _dates(content, today),
        _references(content),
        _directory_words(content),
        _phrases(content, folded),
        _out_of_scope(content, folded),
        _texts(content),
        _accents(content),
        _links(content),
        _directories(content, today),
        _lengths(content, today, measure),
        _facts(content, today),
        _lexicon(content, folded),
        _letters(content),
        _safety(content),
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
            if is_front_page(source.url):
                message = f"địa chỉ nguồn “{source.url}” chỉ là trang chủ. Hãy chép địa chỉ của đúng trang đã đọc."
                yield _warning(article, f"sources.{number}", message)


def _dates(content: Content, today: date) -> Iterator[Finding]:
    for article in content.articles.values():
        if article.as_of is not None and article.as_of > article.updated:
            yield _error(article, "as_of", "“as_of” sau “updated”. Ngày của nguồn không thể sau ngày sửa bài.")
        newest = max((source.date for source in article.sources if source.date is not None), default=None)
        if article.as_of is not None and newest is not None and article.as_of < newest:
            message = f"“as_of” trước nguồn mới nhất của bài ({newest:%d/%m/%Y}). Hãy ghi ngày của nguồn mới nhất."
            yield _error(article, "as_of", message)
        if article.updated > article.review_by:
            yield _error(article, "review_by", "“review_by” trước “updated”. Hãy hẹn ngày xem lại sau ngày sửa bài.")
        if article.updated > today:
            yield _error(article, "updated", "“updated” ở tương lai. Hãy ghi ngày thật sự sửa bài.")
    for lapse in review_lapses(content, today, SOON):
        passed = lapse.kind is LapseKind.REVIEW_PASSED
        said = (
            "đã quá ngày xem lại {day:%d/%m/%Y}. Hãy đọc lại bài." if passed else "sắp tới ngày xem lại {day:%d/%m/%Y}."
        )
        yield _warning(content.articles[lapse.id], "review_by", said.format(day=lapse.day))


def _references(content: Content) -> Iterator[Finding]:
    for article in content.articles.values():
        for number, one in enumerate(article.related):
            key = f"related.{number}"
            if one == article.id:
                yield _error(article, key, "bài nêu chính nó trong “related”. Hãy bỏ ra.")
            elif one not in content.articles and not _has_file(content, one):
                yield _error(article, key, f"“related” nêu bài “{one}” không có.{nearest(one, content.articles)}")
        if article.directory is not None and article.directory not in content.directories:
            hint = nearest(article.directory, content.directories)
            yield _error(article, "directory", f"không có danh bạ “{article.directory}”.{hint}")


def _has_file(content: Content, article_id: str) -> bool:
    """Whether the article is there but broken; its own findings say so."""
    return any((content.root / LANGUAGE).glob(f"*/{article_id}.md"))


def _directory_words(content: Content) -> Iterator[Finding]:
    for article in content.articles.values():
        for key, text in (("not_listed", article.not_listed), ("which_one", article.which_one)):
            if not text:
                continue
            if article.directory is None:
                yield _error(
                    article, key, f"có “{key}” mà không có “directory”. Hãy thêm “directory” hoặc bỏ dòng này."
                )
            for _, message in unshowable(text):
                yield _error(article, key, message)
        if article.not_listed and NAME not in article.not_listed:
            message = f"“not_listed” thiếu {NAME}, chỗ hiện tên người dân hỏi. Hãy viết thêm, ví dụ: Chưa thấy {NAME}."
            yield _error(article, "not_listed", message)
        if NAME in article.which_one:
            yield _error(article, "which_one", f"“which_one” không dùng {NAME} được. Hãy bỏ ra.")


def _phrases(content: Content, all_folded: Mapping[Phrase, str]) -> Iterator[Finding]:
    first: dict[str, tuple[Article, int]] = {}
    for article in content.articles.values():
        if not article.questions:
            yield _error(article, "questions", "bài chưa có câu hỏi mẫu. Hãy thêm vài câu mà người dân hay hỏi.")
        for phrase in article.questions:
            folded = all_folded[phrase]
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


def _out_of_scope(content: Content, all_folded: Mapping[Phrase, str]) -> Iterator[Finding]:
    path = shown(content.root / LANGUAGE / OUT_OF_SCOPE)
    claimed = {all_folded[phrase]: article.id for article in content.articles.values() for phrase in article.questions}
    first: dict[str, int] = {}
    for phrase in content.out_of_scope:
        folded = fold(phrase.text)
        if folded in claimed:
            message = f"câu này là câu hỏi mẫu của bài “{claimed[folded]}”. Hãy giữ lại ở một nơi thôi."
            yield Finding(path, phrase.line, message)
        elif folded in first:
            yield Finding(path, phrase.line, f"câu này đã có ở dòng {first[folded]}. Hãy bỏ một dòng.")
        first.setdefault(folded, phrase.line)


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


def _accents(content: Content) -> Iterator[Finding]:
    accents = Accents(content)
    for article in content.articles.values():
        for key, text in (("title", article.title), *(("names", name) for name in article.names)):
            missing = accents.missing(text)
            if missing:
                message = f"“{text}” có chữ thiếu dấu: {', '.join(missing)}. Hãy viết có dấu."
                yield _warning(article, key, message)


def _links(content: Content) -> Iterator[Finding]:
    official = official_domains(content)
    for article in content.articles.values():
        allowed = official | source_domains(article.sources)
        for text, first in texts(article):
            yield from (
                Finding(article.path, first + line, _strange_domain(domain, official))
                for domain, line in named_domains(text)
                if domain not in allowed
            )
    path = shown(content.root / LANGUAGE / FACTS)
    for fact in content.facts.values():
        for value in fact.values:
            allowed = official | source_domains([value.source])
            yield from (
                Finding(path, fact.line, _strange_domain(domain, official))
                for domain, _ in named_domains(value.text)
                if domain not in allowed
            )


def _strange_domain(domain: str, official: frozenset[str]) -> str:
    near = alike(domain, official)
    hint = f" Có phải là “{near}”?" if near else ""
    return (
        f"tên miền “{domain}” không có trong danh bạ ten-mien.csv, cũng không phải nguồn.{hint} "
        "Ví dụ về trang giả thì đặt giữa hai dấu ` để không ai bấm nhầm."
    )


def _directories(content: Content, today: date) -> Iterator[Finding]:
    for kind, entries in content.directories.items():
        path = shown(content.root / LANGUAGE / DIRECTORIES / f"{kind}.csv")
        for entry in entries:
            if entry.source.date is not None and entry.source.date > entry.as_of:
                yield Finding(path, entry.line, "ô source_date sau ô as_of. Hãy ghi as_of là ngày của nguồn mới nhất.")
            if entry.as_of > today:
                yield Finding(path, entry.line, "ô as_of ở tương lai. Hãy ghi ngày của nguồn đã đọc.")


def _lengths(content: Content, today: date, measure: Measure) -> Iterator[Finding]:
    for article in content.articles.values():
        day, length = max(
            ((day, measure(article, day)) for day in _days(article, content.facts, today)), key=lambda one: one[1]
        )
        if length > MAX_ANSWER:
            when = "" if day == today else f" từ ngày {day:%d/%m/%Y}"
            message = (
                f"cả bài khi hiện ra{when} dài {length} ký tự, quá {MAX_ANSWER}. Hãy rút ngắn hoặc tách thành hai bài."
            )
            yield _error(article, LEAD, message)


def _days(article: Article, facts: Mapping[str, Fact], today: date) -> Sequence[date]:
    """Today, and the days to come on which a fact that the article names changes."""
    values = [value for name, _ in named_facts(article) if name in facts for value in facts[name].values]
    turns = {value.valid_from for value in values}
    turns |= {value.valid_until + timedelta(days=1) for value in values if value.valid_until is not None}
    return [today, *sorted(turn for turn in turns if turn > today)]


def _facts(content: Content, today: date) -> Iterator[Finding]:
    path = shown(content.root / LANGUAGE / FACTS)
    used = {fact for article in content.articles.values() for fact, _ in named_facts(article)}
    for fact in content.facts.values():
        if fact.id not in used:
            yield Finding(path, fact.line, f"không bài nào dùng “{fact.id}”. Hãy bỏ mục này.", Severity.WARNING)
    for lapse in fact_lapses(content, today):
        over = lapse.kind is LapseKind.FACT_OVER
        message = (
            f"“{lapse.id}” đã hết hiệu lực ngày {lapse.day:%d/%m/%Y}. Hãy thêm giá trị mới."
            if over
            else f"“{lapse.id}” ({lapse.title}) hết hiệu lực ngày {lapse.day:%d/%m/%Y}. Hãy xem lại."
        )
        yield Finding(path, content.facts[lapse.id].line, message, Severity.WARNING)


def _lexicon(content: Content, folded: Mapping[Phrase, str]) -> Iterator[Finding]:
    path = shown(content.root / LANGUAGE / LEXICON)
    for rewrite, why in dead_entries(content, folded.values()):
        yield Finding(path, rewrite.line, f"“{rewrite.written}” {why}. Hãy bỏ dòng này.")
    for concept, phrase, why in dead_concept_phrases(content):
        yield Finding(path, concept.line, f"trong “{concept.name}”, “{phrase}” {why}. Hãy bỏ ra.")


def _letters(content: Content) -> Iterator[Finding]:
    for path in content_files(content.root):
        text = path.read_bytes().decode("utf-8", errors="replace")
        yield from (Finding(shown(path), line, message) for line, message in odd_letters(text))


def _safety(content: Content) -> Iterator[Finding]:
    yield from _examples(content)
    rules, path = content.messages, shown(content.root / LANGUAGE / SAFETY / MESSAGE_RULES)
    if rules is None:
        return
    named = [(signal.article, signal.line) for signal in rules.signals if signal.article]
    for article, line in [(rules.victim.article, rules.victim.line), *named]:
        if article not in content.articles and not _has_file(content, article):
            yield Finding(path, line, f"không có bài “{article}”.{nearest(article, content.articles)}")


def _examples(content: Content) -> Iterator[Finding]:
    """An example message that stands twice teaches what is wrong, or too much."""
    seen: dict[str, str] = {}
    for file, examples in content.examples.items():
        for one in examples:
            where = seen.setdefault(fold(one.text), f"{file}:{one.line}")
            if where != f"{file}:{one.line}":
                path = shown(content.root / LANGUAGE / SAFETY / file)
                yield Finding(path, one.line, f"tin này đã có ở {where}. Hãy bỏ một chỗ.")
