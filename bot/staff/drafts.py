"""What staff answered, as a content file ready to be edited: a new article, or a phrasing more in one that exists."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.privacy import mask
from bot.staff.staff_words import topic_guess
from bot.store.case_records import Case
from intents.content.files import LANGUAGE
from intents.content.model import Content
from intents.match.text import fold

REVIEW_AFTER = timedelta(days=90)
MAX_TITLE, MAX_NAME = 80, 40
DEFAULT_TOPIC = "dich-vu-cong"
UNANSWERED = "Viết câu trả lời vào đây: hai, ba câu ngắn, tự nó đủ hiểu."


@dataclass(frozen=True, slots=True)
class Draft:
    """A content file as it would be."""

    name: str
    """The file's name."""
    topic: str
    """The folder for which it is meant."""
    article: str | None
    """The article that it changes; None for a new one."""
    question: str
    markdown: str


def new_article(case: Case, answers: Sequence[str], content: Content, today: date) -> Draft:
    """A new article from a question and what staff have written to it; sources are left for staff to fill in."""
    return article_asked([case.text], answers, topic_guess(case, content), today)


def article_asked(asked: Sequence[str], answers: Sequence[str], topic: str | None, today: date) -> Draft:
    """A new article for what was asked, in one way or several; the first becomes its title."""
    questions = _different(asked)
    question = questions[0]
    title = question if len(question) <= MAX_TITLE else question[:MAX_TITLE].rstrip() + "…"
    body = "\n\n".join(mask(answer).strip() for answer in answers) or UNANSWERED
    markdown = _article(title, questions, body, today)
    return Draft(f"{file_name(title)}.md", topic or DEFAULT_TOPIC, None, question, markdown)


def empty_article(today: date) -> str:
    """The form of a new article."""
    return _article("", [""], UNANSWERED, today, ("sources:", "  - {title: , url: , date: }"))


def _article(
    title: str, questions: Sequence[str], body: str, today: date, sources: Sequence[str] = ("sources: []",)
) -> str:
    lines = [
        "---",
        f"title: {quoted(title)}",
        "names: []",
        "questions:",
        *(f"  - {quoted(one)}" for one in questions),
        "related: []",
        *sources,
        f"as_of: {today}",
        f"updated: {today}",
        f"review_by: {today + REVIEW_AFTER}",
        "checked_by:",
        "---",
        body,
        "",
    ]
    return "\n".join(lines)


def added_phrasing(case: Case, article_id: str, content: Content, today: date) -> Draft:
    """The article with the question as one more phrasing. Raises `OSError` when its file cannot be read, `KeyError`
    when there is no such article."""
    return article_with([case.text], article_id, content, today)


def article_with(asked: Sequence[str], article_id: str, content: Content, today: date) -> Draft:
    """The article with these ways of asking beside its own; those that it has already are not written twice. Raises as
    `added_phrasing` does."""
    article = content.articles[article_id]
    path = content.root / LANGUAGE / article.topic / f"{article_id}.md"
    known = {fold(one.text) for one in article.questions}
    questions = [one for one in _different(asked) if fold(one) not in known]
    question = (questions or _different(asked))[0]
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    key = next((at for at, line in enumerate(lines) if line.startswith("questions:")), None)
    entry = "\n".join(f"  - {quoted(one)}" for one in questions)
    if not questions:
        return Draft(f"{article_id}.md", article.topic, article_id, question, "\n".join(lines) + "\n")
    if key is None:
        lines.insert(1, f"questions:\n{entry}")
    elif lines[key].partition(":")[2].strip():
        written = [f"  - {quoted(one.text)}" for one in article.questions]
        lines[key] = "\n".join(["questions:", *written, entry])
    else:
        last = max((one.line for one in article.questions), default=key + 1)
        indent = re.match(r"\s*", lines[last - 1])
        before = indent[0] if indent and last > key + 1 else "  "
        lines.insert(last, "\n".join(f"{before}- {quoted(one)}" for one in questions))
    lines = [f"updated: {today}" if line.startswith("updated:") else line for line in lines]
    return Draft(f"{article_id}.md", article.topic, article_id, question, "\n".join(lines) + "\n")


def _different(asked: Sequence[str]) -> list[str]:
    """The ways of asking as single lines, each once however it is written."""
    return list({fold(one): one_line(one) for one in reversed(asked)}.values())[::-1]


def one_line(text: str) -> str:
    """The text without line breaks."""
    return " ".join(text.split())


def quoted(text: str) -> str:
    """The text as a YAML string in double quotes, whatever stands in it."""
    return json.dumps(text, ensure_ascii=False)


def file_name(title: str) -> str:
    """A name for a file, of letters without accents, digits and hyphens."""
    plain = re.sub(r"[^a-z0-9]+", "-", fold(title).lower()).strip("-")
    return plain[:MAX_NAME].strip("-") or "bai-moi"
