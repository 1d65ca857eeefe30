"""An article's body: the direct answer, then the sections, each under the heading of its facet."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from intents.content.facets import FACET_BY_HEADING, FACETS
from intents.content.findings import Report, nearest
from intents.content.model import Section

LEAD = "lead"
"""Under which `Article.lines` holds the line of the direct answer."""

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))??(?:[ \t]+#+)?[ \t]*")
_NO_BLANK = re.compile(r" {0,3}##+[^\s#].*")
_ORDER = {facet.id: number for number, facet in enumerate(FACETS)}


@dataclass(frozen=True, slots=True)
class Body:
    """The cut text, with the line on which each piece's first word stands."""

    lead: str
    lead_line: int
    sections: tuple[Section, ...]
    """In the fixed order of facets, whatever the order in the file."""
    text_lines: dict[str, int]
    """By facet id, the first line of the section's own text; the section's `line` is its heading's."""


@dataclass(slots=True)
class _Block:
    """A heading with the lines under it."""

    heading: str
    line: int
    lines: list[str]

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()

    @property
    def text_line(self) -> int:
        """The line of its first word; the heading's, or the first, when there is none."""
        blank = next((number for number, line in enumerate(self.lines) if line.strip()), 0)
        return self.line + blank + bool(self.heading)


def read_body(text: str, first_line: int, report: Report) -> Body:
    """Cuts a body that begins on that line of its file, noting what is wrong with its headings."""
    lead, *blocks = _blocks(text, first_line, report)
    if not lead.text:
        report.error(lead.line, "thiếu câu trả lời ngắn ngay dưới phần đầu. Hãy viết hai, ba câu trả lời thẳng.")
    found = [(_section(block, report), block) for block in blocks]
    sections = [section for section, _ in found if section is not None]
    lines = {section.facet.id: block.text_line for section, block in found if section is not None}
    return Body(lead.text, lead.text_line, _in_order(sections, report), lines)


def _blocks(text: str, first_line: int, report: Report) -> list[_Block]:
    blocks = [_Block("", first_line, [])]
    for number, line in enumerate(text.split("\n"), start=first_line):
        heading = _HEADING.fullmatch(line)
        if heading and len(heading[1]) == 2 and heading[2]:
            blocks.append(_Block(unicodedata.normalize("NFC", heading[2].strip()), number, []))
            continue
        if heading:
            report.error(number, "chỉ dùng được tiêu đề có đúng hai dấu ##, ví dụ “## Lệ phí”.")
        elif _NO_BLANK.fullmatch(line):
            report.error(number, "thiếu dấu cách sau ##. Hãy viết “## ” rồi tên mục, ví dụ “## Lệ phí”.")
        blocks[-1].lines.append(line)
    return blocks


def _section(block: _Block, report: Report) -> Section | None:
    facet = FACET_BY_HEADING.get(block.heading)
    if facet is None:
        hint = nearest(block.heading, FACET_BY_HEADING)
        report.error(block.line, f"không có mục “## {block.heading}”.{hint}")
        return None
    if not block.text:
        report.error(block.line, f"mục “## {block.heading}” trống. Hãy viết nội dung hoặc bỏ mục này.")
        return None
    return Section(facet, block.text, block.line)


def _in_order(sections: list[Section], report: Report) -> tuple[Section, ...]:
    first: dict[str, int] = {}
    for section in sections:
        heading, line = section.facet.heading, first.setdefault(section.facet.id, section.line)
        if line != section.line:
            report.error(section.line, f"mục “## {heading}” viết hai lần, lần đầu ở dòng {line}. Hãy gộp lại.")
    ordered = sorted(sections, key=lambda section: _ORDER[section.facet.id])
    if ordered != sections:
        misplaced = next(one for one, right in zip(sections, ordered, strict=True) if one is not right)
        wanted = ", ".join(dict.fromkeys(section.facet.heading for section in ordered))
        report.warning(misplaced.line, f"các mục nên theo thứ tự: {wanted}. Bot tự xếp lại khi hiện.")
    return tuple(ordered)
