"""One article file: front matter checked key by key, the body cut into its facets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from intents.content.facets import FACET_BY_HEADING, FACETS
from intents.content.findings import Report, nearest
from intents.content.frontmatter import Document, FrontMatterError, Value, parse
from intents.content.model import Article, Phrase, Section, Source

MAX_BYTES = 200_000
MAX_ID = 40
"""Ids stand in buttons, which hold 64 bytes in all."""
KEYS = (
    "title", "names", "questions", "related", "sources", "directory", "as_of", "updated", "review_by", "checked_by",
)  # fmt: skip
REQUIRED = ("title", "questions", "updated", "review_by")
SOURCE_KEYS = ("title", "url", "date")

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HEADING = re.compile(r"^##[ \t]+(.+?)[ \t]*#*$")
_ANY_HEADING = re.compile(r"^#{1,6}(?:[ \t]|$)")


def read_article(path: Path, raw: bytes, topic: str, report: Report) -> Article | None:
    """The article of a file, or None when the report got an error that keeps it from being served."""
    if len(raw) > MAX_BYTES:
        report.error(1, f"tệp lớn hơn {MAX_BYTES // 1000} kB. Một bài chỉ là một câu trả lời; hãy chia nhỏ ra.")
        return None
    if len(path.stem) > MAX_ID or not _ID.fullmatch(path.stem):
        report.error(
            1, f"tên tệp “{path.name}” không dùng được. Hãy đặt tên bằng chữ thường không dấu, số và gạch nối, "
            f"nhiều nhất {MAX_ID} ký tự, ví dụ lam-can-cuoc.md."
        )  # fmt: skip
    try:
        document = parse(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        report.error(line, "tệp không phải UTF-8. Hãy mở bằng Notepad, chọn Lưu thành…, mã hóa UTF-8.")
        return None
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
            if key not in self._values or self._values[key].content is None:
                self._report.error(self._line(key), f"thiếu “{key}”. Hãy thêm dòng “{key}: …” vào phần đầu tệp.")
        lead, sections = self._body()
        updated, review_by = self._date("updated"), self._date("review_by")
        title, as_of, questions = self._text("title"), self._date("as_of"), self._phrases()
        names, related, sources = self._words("names"), self._words("related"), self._sources()
        directory, checked_by = self._text("directory") or None, self._text("checked_by")
        if self._report.failed or updated is None or review_by is None:
            return None
        return Article(
            id=self._path.stem,
            topic=self._topic,
            title=title,
            lead=lead,
            sections=sections,
            names=names,
            questions=questions,
            related=related,
            sources=sources,
            directory=directory,
            as_of=as_of,
            updated=updated,
            review_by=review_by,
            checked_by=checked_by,
            path=self._path,
            lines={key: value.line for key, value in self._values.items()} | {"": self._document.body_line},
        )

    def _line(self, key: str) -> int:
        return self._values[key].line if key in self._values else 1

    def _check_keys(self, values: Mapping[str, Value], known: tuple[str, ...]) -> None:
        for key, value in values.items():
            if key not in known:
                self._report.error(value.line, f"không có mục nào tên “{key}”.{nearest(key, known)}")

    def _text(self, key: str) -> str:
        value = self._values.get(key)
        if value is None or value.content is None:
            return ""
        if not isinstance(value.content, str):
            self._report.error(value.line, f"“{key}” phải là một dòng chữ. Hãy đặt cả dòng trong ngoặc kép.")
            return ""
        return " ".join(value.content.split())

    def _words(self, key: str) -> tuple[str, ...]:
        value = self._values.get(key)
        if value is None or value.content is None:
            return ()
        if isinstance(value.content, str):
            return tuple(word.strip() for word in value.content.split(",") if word.strip())
        return tuple(phrase.text for phrase in self._list(key, value))

    def _phrases(self) -> tuple[Phrase, ...]:
        value = self._values.get("questions")
        return tuple(self._list("questions", value)) if value is not None and value.content is not None else ()

    def _list(self, key: str, value: Value) -> list[Phrase]:
        if isinstance(value.content, str | Mapping) or value.content is None:
            self._report.error(value.line, f"“{key}” phải là danh sách: mỗi dòng một câu, bắt đầu bằng “- ”.")
            return []
        phrases = []
        for item in value.content:
            if isinstance(item.content, str) and item.content.strip():
                phrases.append(Phrase(" ".join(item.content.split()), item.line))
            else:
                self._report.error(
                    item.line, f"một dòng của “{key}” trống hoặc sai dạng. Hãy đặt cả câu trong ngoặc kép."
                )
        return phrases

    def _sources(self) -> tuple[Source, ...]:
        value = self._values.get("sources")
        if value is None or value.content is None:
            return ()
        if isinstance(value.content, str | Mapping):
            self._report.error(value.line, "“sources” phải là danh sách, mỗi dòng “- {title: …, url: …, date: …}”.")
            return ()
        sources = (self._source(item) for item in value.content)
        return tuple(source for source in sources if source is not None)

    def _source(self, item: Value) -> Source | None:
        if not isinstance(item.content, Mapping):
            self._report.error(item.line, "mỗi nguồn phải có dạng “- {title: …, url: …, date: 2026-08-15}”.")
            return None
        self._check_keys(item.content, SOURCE_KEYS)
        texts = {key: value.content for key, value in item.content.items() if isinstance(value.content, str)}
        for key in ("title", "url"):
            if key not in texts:
                self._report.error(item.line, f"nguồn này thiếu “{key}”. Hãy thêm vào.")
        day = self._day(item.content["date"], "date") if "date" in item.content else None
        return Source(texts.get("title", ""), texts.get("url", ""), day)

    def _date(self, key: str) -> date | None:
        value = self._values.get(key)
        return None if value is None else self._day(value, key)

    def _day(self, value: Value, key: str) -> date | None:
        if value.content is None:
            return None
        day = parse_day(value.content) if isinstance(value.content, str) else None
        if day is None:
            self._report.error(value.line, f"“{key}” không phải ngày. Hãy viết năm-tháng-ngày, ví dụ 2026-11-24.")
        return day

    def _body(self) -> tuple[str, tuple[Section, ...]]:
        """The lead and the sections, in the fixed order of facets whatever the order in the file."""
        first = self._document.body_line
        blocks: list[tuple[str, int, list[str]]] = [("", first, [])]
        for number, line in enumerate(self._document.body.split("\n"), start=first):
            heading = _HEADING.match(line)
            if heading:
                blocks.append((heading[1], number, []))
            elif _ANY_HEADING.match(line):
                self._report.error(number, "chỉ dùng được tiêu đề có đúng hai dấu ##, ví dụ “## Lệ phí”.")
            else:
                blocks[-1][2].append(line)
        lead = "\n".join(blocks[0][2]).strip()
        if not lead:
            self._report.error(first, "thiếu câu trả lời ngắn ngay dưới phần đầu. Hãy viết hai, ba câu trả lời thẳng.")
        sections = [one for one in (self._section(*block) for block in blocks[1:]) if one is not None]
        return lead, self._in_order(sections)

    def _section(self, heading: str, line: int, lines: list[str]) -> Section | None:
        facet = FACET_BY_HEADING.get(heading)
        text = "\n".join(lines).strip()
        if facet is None:
            self._report.error(line, f"không có mục “## {heading}”.{nearest(heading, FACET_BY_HEADING)}")
            return None
        if not text:
            self._report.error(line, f"mục “## {heading}” trống. Hãy viết nội dung hoặc bỏ mục này.")
            return None
        return Section(facet, text, line)

    def _in_order(self, sections: list[Section]) -> tuple[Section, ...]:
        order = {facet.id: number for number, facet in enumerate(FACETS)}
        ordered = sorted(sections, key=lambda section: order[section.facet.id])
        seen: set[str] = set()
        for section in sections:
            if section.facet.id in seen:
                self._report.error(section.line, f"mục “## {section.facet.heading}” viết hai lần. Hãy gộp lại.")
            seen.add(section.facet.id)
        if ordered != sections:
            wanted = ", ".join(section.facet.heading for section in ordered)
            self._report.warning(sections[0].line, f"các mục nên theo thứ tự: {wanted}. Bot tự xếp lại khi hiện.")
        return tuple(ordered)


def parse_day(text: str) -> date | None:
    """A day written as 2026-11-24 or 24/11/2026, or None."""
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    return None
