"""The five messages as an article's file."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count

from bot.authoring.steps import Step, read_answer, read_asking, read_details, read_source
from bot.staff.drafts import REVIEW_AFTER, file_name, quoted
from intents.content.articles import MAX_ID, NO_ADDRESS
from intents.content.facets import FACET_BY_ID


@dataclass(frozen=True, slots=True)
class NewArticle:
    """A file that is not in the content yet."""

    id: str
    topic: str
    title: str
    markdown: str

    @property
    def name(self) -> str:
        """The file's name."""
        return f"{self.id}.md"


def new_article(messages: Mapping[Step, str], topic: str, taken: Collection[str], today: date) -> NewArticle:
    """The file of the messages; `taken` are the ids there are already. Raises `Lacking` when one does not answer its
    step."""
    asking = read_asking(messages.get(Step.ASKED, ""))
    lead, steps = read_answer(messages.get(Step.ANSWER, ""))
    source = read_source(messages.get(Step.SOURCE, ""), today)
    sections = read_details(messages.get(Step.DETAILS, ""))
    if steps:
        sections["cach-lam"] = "\n".join(part for part in (steps, sections.get("cach-lam", "")) if part)
    address = quoted(source.url or NO_ADDRESS)
    lines = [
        "---",
        f"title: {quoted(asking.title)}",
        "names: []",
        "questions:",
        *(f"  - {quoted(phrasing)}" for phrasing in asking.phrasings),
        "related: []",
        "sources:",
        f"  - {{title: {quoted(source.title)}, url: {address}, date: {source.since}}}",
        f"as_of: {source.since}",
        f"updated: {today}",
        f"review_by: {today + REVIEW_AFTER}",
        "checked_by:",
        "---",
        lead,
    ]
    for facet in FACET_BY_ID.values():
        if facet.id in sections:
            lines += ["", f"## {facet.heading}", sections[facet.id]]
    return NewArticle(free_id(asking.title, taken), topic, asking.title, "\n".join([*lines, ""]))


def free_id(title: str, taken: Collection[str]) -> str:
    """An id made of a title, with a number where the one without is taken."""
    plain = file_name(title)
    for number in count(2):
        if plain not in taken:
            break
        ending = f"-{number}"
        plain = file_name(title)[: MAX_ID - len(ending)].strip("-") + ending
    return plain
