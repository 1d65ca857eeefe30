"""The five steps of a new article, and what is read from the message that answers each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from urllib.parse import urlsplit

from bot.privacy import mask
from intents.content.articles import NO_ADDRESS, is_web_address
from intents.content.days import parse_day
from intents.content.facets import FACETS
from intents.match.text import fold

MAX_TITLE = 120
MAX_STEP = 3000
"""Letters taken of one message: five of them stay far below what an article may have."""
NOTHING = frozenset({"khong", "khong co", "khong biet", "bo qua", "chua ro", "-"})
"""What people write, folded, when there is nothing to say to the third step."""


class Step(IntEnum):
    """What is asked for; the number is the one that people see."""

    ASKED = 1
    ANSWER = 2
    DETAILS = 3
    SOURCE = 4
    TOPIC = 5


class Lacking(ValueError):  # noqa: N818 - no error: something is asked for again
    """A message from which something is missing; its text, in Vietnamese, says what."""


@dataclass(frozen=True, slots=True)
class Asking:
    """The first step: what the article is called, and how residents ask for it."""

    title: str
    phrasings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """The fourth step: where it is written, and from when it is true."""

    title: str
    url: str
    """Empty when the source has no address."""
    since: date


_LABELS: Mapping[str, str] = {
    "le phi": "le-phi", "phi": "le-phi", "tien": "le-phi", "gia": "le-phi", "chi phi": "le-phi",
    "thoi gian": "thoi-gian", "bao lau": "thoi-gian", "thoi han": "thoi-gian", "gio": "thoi-gian",
    "o dau": "o-dau", "noi": "o-dau", "noi lam": "o-dau", "dia diem": "o-dau", "dia chi": "o-dau",
    "ho so": "ho-so", "giay to": "ho-so", "can mang": "ho-so", "can gi": "ho-so",
    "ai lam": "ai-lam", "luu y": "luu-y", "cach lam": "cach-lam",
}  # fmt: skip
"""How people call a facet before a colon, folded."""
_BULLET = re.compile(r"^\s*(?:[-•*+–]|\d{1,2}[.)](?!\d))\s*")
_NUMBERED = re.compile(r"^\s*(?:bước\s*)?\d{1,2}\s*[.):](?!\d)\s*(?=\S)", re.IGNORECASE)
_LABELLED = re.compile(r"^\s*[-•*]?\s*([^:]{2,20}):\s*(.*)$")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_DAY = re.compile(r"(?<![\d/-])(\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{1,2}-\d{1,2})(?![\d/-])")
_MONTH = re.compile(r"(?<![\d/-])(\d{1,2})/(\d{4})(?![\d/-])")
_HEADING = re.compile(r"^\s*#+\s*|^\s*(?:-{3,}|={3,})\s*$")


def kept(step: Step, text: str) -> str:
    """What is stored of a message: personal numbers masked. The address of a source is public and stays whole: a
    masked one would lead nowhere."""
    text = text[:MAX_STEP]
    if step is not Step.SOURCE:
        return mask(text)
    address = _ADDRESS.search(text)
    if address is None:
        return mask(text)
    return f"{mask(text[: address.start()])}{address[0]}{mask(text[address.end() :])}"


def check(step: Step, text: str, today: date) -> None:
    """Raises `Lacking` when the message does not answer the step."""
    match step:
        case Step.ASKED:
            read_asking(text)
        case Step.ANSWER:
            read_answer(text)
        case Step.SOURCE:
            read_source(text, today)
        case _:
            return


def read_asking(text: str) -> Asking:
    """The title, and each phrasing once. Raises `Lacking`."""
    lines = [one for one in (_BULLET.sub("", line).strip() for line in _clean_lines(text)) if fold(one)]
    if not lines:
        raise Lacking("Chưa thấy chữ nào. Hãy ghi tên bài ở dòng đầu, mỗi câu bà con hỏi một dòng bên dưới.")
    title = lines[0] if len(lines[0]) <= MAX_TITLE else f"{lines[0][: MAX_TITLE - 1].rstrip()}…"
    return Asking(title, tuple({fold(line): line for line in lines}.values()))


def read_answer(text: str) -> tuple[str, str]:
    """The direct answer, and the steps as a numbered list; the steps may be empty. Raises `Lacking`."""
    said: list[str] = []
    steps: list[str] = []
    for line in _clean_lines(text):
        if _NUMBERED.match(line):
            steps.append(f"{len(steps) + 1}. {_NUMBERED.sub('', line).strip()}")
        elif steps and line.strip():
            steps[-1] += f" {line.strip()}"
        else:
            said.append(line.rstrip())
    lead = "\n".join(said).strip()
    if not fold(lead):
        raise Lacking("Chưa có câu trả lời ngắn. Hãy viết hai, ba câu trước, rồi mới tới các bước 1. 2. 3.")
    return lead, "\n".join(steps)


def read_details(text: str) -> dict[str, str]:
    """The text of each facet that is named, by its id; what stands under no name is a note."""
    if fold(text).strip(" .") in NOTHING:
        return {}
    lines: dict[str, list[str]] = {}
    facet = "luu-y"
    for line in _clean_lines(text):
        labelled = _LABELLED.match(line)
        named = _LABELS.get(fold(labelled[1])) if labelled else None
        if labelled and named:
            facet, line = named, labelled[2]
        said = _BULLET.sub("", line).strip()
        if said and fold(said) not in NOTHING:
            lines.setdefault(facet, []).append(said)
    return {facet.id: _listed(lines[facet.id]) for facet in FACETS if facet.id in lines}


def read_source(text: str, today: date) -> Given:
    """The source and its day. Raises `Lacking`."""
    address = _ADDRESS.search(text)
    url = address[0].rstrip(".,;)") if address else ""
    rest = text.replace(address[0], " ") if address else text
    if url and not is_web_address(url):
        raise Lacking("Địa chỉ này không mở được. Hãy chép lại cả dòng, bắt đầu bằng https://.")
    written, month = _DAY.search(rest), _MONTH.search(rest)
    since = parse_day(written[0]) if written else parse_day(f"01/{month[0]}") if month else None
    if since is None:
        raise Lacking("Chưa thấy ngày. Hãy ghi ngày của văn bản hay bài báo, ví dụ 01/07/2025.")
    if since > today:
        raise Lacking(f"Ngày {since:%d/%m/%Y} còn ở phía trước. Hãy ghi ngày ban hành của văn bản.")
    named = written[0] if written else month[0] if month else ""
    title = " ".join(rest.replace(named, " ").split()).strip(" ,;:–-")
    if fold(title) in ("khong co", "khong"):
        title = ""
    if not url and not title:
        raise Lacking(f"Chưa thấy nguồn. Hãy dán đường liên kết, hoặc ghi tên văn bản nếu trên mạng {NO_ADDRESS}.")
    return Given(title or urlsplit(url).netloc, url, since)


def _clean_lines(text: str) -> list[str]:
    """The lines as Markdown that cannot become anything but text: no headings, no facts, no fences."""
    harmless = text.replace("{{", "{").replace("}}", "}").replace("\r", "\n")
    return [_HEADING.sub("", line) for line in harmless.split("\n")]


def _listed(lines: list[str]) -> str:
    return lines[0] if len(lines) == 1 else "\n".join(f"- {line}" for line in lines)
