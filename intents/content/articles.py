"""One article file: front matter checked key by key, the body cut into its facets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from intents.content.body import LEAD, Body, read_body
from intents.content.days import EXAMPLE, parse_day
from intents.content.findings import Report, decoded, nearest
from intents.content.frontmatter import Document, FrontMatterError, Value, parse
from intents.content.model import Article, Phrase, Source

MAX_BYTES = 200_000
MAX_ID = 40
"""Ids stand in buttons, which hold 64 bytes in all."""
KEYS = (
    "title", "names", "questions", "related", "sources", "directory", "not_listed", "which_one", "as_of", "updated",
    "review_by", "checked_by",
)  # fmt: skip
REQUIRED = ("title", "questions", "updated", "review_by")
SOURCE_KEYS = ("title", "url", "date")
NO_ADDRESS = "không có"
"""Written as a source's `url` when it has none: a printed article, a paper given by hand."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def is_id(text: str) -> bool:
    """Whether a text can be the id of an article or an entry: [a-z0-9-], short enough for a button."""
    return len(text) <= MAX_ID and _ID.fullmatch(text) is not None


def is_web_address(url: str) -> bool:
    """Whether the address is one that a resident can open in a browser."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not re.search(r"\s", url)


def source_address(written: str) -> str:
    """A source's address as written; empty when it says that there is none."""
    return "" if unicodedata.normalize("NFC", written.lower()) == NO_ADDRESS else written


def read_article(path: Path, raw: bytes, topic: str, report: Report) -> Article | None:
    """The article of a file, or None when the report got an error that keeps it from being served."""
    if len(raw) > MAX_BYTES:
        report.error(1, f"tệp lớn hơn {MAX_BYTES // 1000} kB. Một bài chỉ là một câu trả lời; hãy chia nhỏ ra.")
        return None
    if not is_id(path.stem):
        report.error(
            1, f"tên tệp “{path.name}” không dùng được. Hãy đặt tên bằng chữ thường không dấu, số và gạch nối, "
            f"nhiều nhất {MAX_ID} ký tự, ví dụ lam-can-cuoc.md."
        )  # fmt: skip
    text = decoded(raw, report)
    if text is None:
        return None
    try:
        document = parse(text)
    except FrontMatterError as error:
        report.error(error.line, error.message)
        return None
    return _Reader(path, topic, document, report).article()


class _Reader:
    """Reads the values of one document; every reading method notes what is wrong and gives something usable."""

    def __init__(self, path: Path, topic: str, document: Document, report: Report) -> None:
        self._path, self._topic, self._document, self._report = path, topic, document, report
        self._values = document.values

    def article(self) -> Article | None:
        self._check_keys(self._values, KEYS)
        for key in REQUIRED:
            if key not in self._values or self._values[key].content in (None, []):
                self._report.error(self._line(key), f"thiếu “{key}”. Hãy thêm dòng “{key}: …” vào phần đầu tệp.")
        body = read_body(self._document.body, self._document.body_line, self._report)
        updated, review_by = self._date("updated"), self._date("review_by")
        title, as_of, questions = self._text("title"), self._date("as_of"), self._list("questions")
        names, related, sources = self._words("names"), self._words("related"), self._sources()
        directory, checked_by = self._text("directory") or None, self._text("checked_by")
        not_listed, which_one = self._text("not_listed"), self._text("which_one")
        if self._report.failed or updated is None or review_by is None:
            return None
        return Article(
            id=self._path.stem,
            topic=self._topic,
            title=title,
            lead=body.lead,
            sections=body.sections,
            names=names,
            questions=tuple(questions),
            related=related,
            sources=sources,
            directory=directory,
            as_of=as_of,
            updated=updated,
            review_by=review_by,
            checked_by=checked_by,
            path=self._path,
            lines=self._lines(body),
            not_listed=not_listed,
            which_one=which_one,
        )

    def _lines(self, body: Body) -> dict[str, int]:
        """The line of each key, of the n-th of `sources` and `related` as `sources.n` and `related.n` from 0, of the
        direct answer as `LEAD`, and of each section's text as its facet's id."""
        lines = {key: value.line for key, value in self._values.items()}
        for key in ("sources", "related"):
            items = self._content(key)
            if not isinstance(items, str | Mapping | None):
                lines |= {f"{key}.{number}": item.line for number, item in enumerate(items)}
        return lines | {LEAD: body.lead_line} | body.text_lines

    def _content(self, key: str) -> str | Sequence[Value] | Mapping[str, Value] | None:
        return self._values[key].content if key in self._values else None

    def _line(self, key: str) -> int:
        return self._values[key].line if key in self._values else 1

    def _check_keys(self, values: Mapping[str, Value], known: Iterable[str]) -> None:
        for key, value in values.items():
            if key not in known:
                self._report.error(value.line, f"không có mục nào tên “{key}”.{nearest(key, known)}")

    def _text(self, key: str) -> str:
        content = self._content(key)
        if content is None:
            return ""
        if not isinstance(content, str):
            self._report.error(self._line(key), f"“{key}” phải là một dòng chữ. Hãy đặt cả dòng trong ngoặc kép.")
            return ""
        return _one_line(content)

    def _words(self, key: str) -> tuple[str, ...]:
        content = self._content(key)
        if isinstance(content, str):
            words = (_one_line(word).strip("\"'") for word in content.split(","))
            return tuple(word for word in words if word)
        return tuple(phrase.text for phrase in self._list(key))

    def _list(self, key: str) -> list[Phrase]:
        content = self._content(key)
        if content is None:
            return []
        if isinstance(content, str | Mapping):
            message = f"“{key}” phải là danh sách: mỗi dòng một câu, bắt đầu bằng “- ”."
            self._report.error(self._line(key), message)
            return []
        phrases = []
        for item in content:
            if isinstance(item.content, str) and item.content.strip():
                phrases.append(Phrase(_one_line(item.content), item.line))
            elif item.content is None or isinstance(item.content, str):
                self._report.error(item.line, f"một dòng của “{key}” trống. Hãy điền vào hoặc bỏ dòng này.")
            else:
                message = f"một dòng của “{key}” không phải là câu chữ. Hãy đặt cả câu trong ngoặc kép."
                self._report.error(item.line, message)
        return phrases

    def _sources(self) -> tuple[Source, ...]:
        content = self._content("sources")
        if content is None:
            return ()
        if isinstance(content, str | Mapping):
            message = "“sources” phải là danh sách, mỗi dòng “- {title: …, url: …, date: …}”."
            self._report.error(self._line("sources"), message)
            return ()
        sources = (self._source(item) for item in content)
        return tuple(source for source in sources if source is not None)

    def _source(self, item: Value) -> Source | None:
        if not isinstance(item.content, Mapping):
            self._report.error(item.line, "mỗi nguồn phải có dạng “- {title: …, url: …, date: 2026-08-15}”.")
            return None
        self._check_keys(item.content, SOURCE_KEYS)
        texts = {key: _one_line(value.content) for key, value in item.content.items() if isinstance(value.content, str)}
        for key in ("title", "url"):
            if not texts.get(key):
                self._report.error(item.line, f"nguồn này thiếu “{key}”. Hãy thêm vào.")
        url = source_address(texts.get("url", ""))
        if url and not is_web_address(url):
            message = f"địa chỉ nguồn “{url}” không mở được. Hãy chép cả địa chỉ, bắt đầu bằng https:// hoặc http://."
            self._report.error(item.line, message)
        day = self._day(item.content["date"], "date") if "date" in item.content else None
        return Source(texts.get("title", ""), url, day)

    def _date(self, key: str) -> date | None:
        value = self._values.get(key)
        return None if value is None else self._day(value, key)

    def _day(self, value: Value, key: str) -> date | None:
        if value.content is None:
            return None
        day = parse_day(value.content) if isinstance(value.content, str) else None
        if day is None:
            written = f" ({value.content})" if isinstance(value.content, str) else ""
            self._report.error(value.line, f"“{key}” không phải ngày{written}. {EXAMPLE}.")
        return day


def _one_line(text: str) -> str:
    return " ".join(text.split())
