"""Groups of unanswered questions as the staff group reads them, with their buttons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.markup import escape
from bot.rendered import Rendered, bold, code, join, lines, paragraphs
from bot.rendered import text as plain
from bot.staff.staff_words import staff_locale
from bot.statistics.missed import Group, Missed
from bot.statistics.presses import (
    AddToArticle,
    AnyPress,
    MakeArticle,
    NameArticle,
    OfferArticles,
    PutAside,
    ShowGroup,
    encode,
)
from intents.content.model import Content

EXAMPLES = 5
"""Ways of asking shown of a group."""
EXCERPT = 120
"""Letters shown of each."""
_PROMPT = re.compile(r".*\(([0-9a-f]{12})\)\.?", re.DOTALL)


def group_card(missed: Missed, page: int, aside: bool) -> Rendered:
    """One group with its examples, below how much there is in all."""
    locale, groups = staff_locale, missed.aside if aside else missed.groups
    if not groups:
        return nothing_missed(missed, aside)
    group = groups[page - 1]
    head = (
        locale.text("Put aside: {groups} groups", groups=len(groups))
        if aside
        else locale.text(
            "Not answered in 30 days: {questions} questions in {groups} groups",
            questions=locale.number(missed.questions),
            groups=locale.number(len(groups)),
        )
    )
    return paragraphs(
        lines(bold(head), *([plain(solved_words(missed.solved))] if missed.solved and not aside else [])),
        lines(
            bold(
                locale.text(
                    "Group {page} of {groups}: {count} questions",
                    page=page,
                    groups=len(groups),
                    count=locale.number(group.cluster.size),
                )
            ),
            *examples(group, EXAMPLES),
            plain(_reasons(group)),
        ),
    )


def nothing_missed(missed: Missed, aside: bool) -> Rendered:
    """Said where there is no group to show."""
    locale = staff_locale
    if aside:
        return plain(locale.text("Nothing is put aside."))
    said = plain(locale.text("In the last 30 days nothing has stayed unanswered. Well done!"))
    return lines(said, *([plain(solved_words(missed.solved))] if missed.solved else []))


def solved_words(count: int) -> str:
    """How many questions were missed then and are answered now."""
    return staff_locale.text("{count} others are answered by now.", count=staff_locale.number(count))


def examples(group: Group, most: int) -> Iterable[Rendered]:
    """How it was asked, most asked first; how many more ways there are."""
    counts = {one.text: one.count for one in group.cluster.members}
    ways = group.examples
    for way in ways[:most]:
        times = f" ×{counts[way]}" if counts[way] > 1 else ""
        yield join("", plain("• "), code(excerpt(way)), plain(times))
    if len(ways) > most:
        yield plain(staff_locale.text("and {count} more ways of asking", count=len(ways) - most))


def excerpt(words: str, most: int = EXCERPT) -> str:
    """The beginning of somebody's words, on one line."""
    line = " ".join(words.split())
    return line if len(line) <= most else line[:most].rstrip() + "…"


def group_buttons(missed: Missed, page: int, aside: bool) -> InlineKeyboardMarkup | None:
    """What staff can do with a group, and the way to the others."""
    locale, groups = staff_locale, missed.aside if aside else missed.groups
    other = missed.groups if aside else missed.aside
    there = (
        [_button(locale.text("‹ Back"), ShowGroup(1))]
        if aside
        else [_button(locale.text("Put aside ({count})", count=len(other)), ShowGroup(1, aside=True))] * bool(other)
    )
    if not groups:
        return _markup([there])
    key = groups[page - 1].key
    turning = []
    if page > 1:
        turning.append(_button(locale.text("‹ Previous page"), ShowGroup(page - 1, aside)))
    if page < len(groups):
        turning.append(_button(locale.text("Next page ›"), ShowGroup(page + 1, aside)))
    if aside:
        return _markup([[_button(locale.text("Take back"), PutAside(key, page, back=True))], turning, there])
    add = _button(locale.text("Add to an article…"), OfferArticles(key, page))
    make = _button(locale.text("Make an article"), MakeArticle(key))
    ignore = _button(locale.text("Put aside"), PutAside(key, page))
    return _markup([[add, make], [ignore], turning, there])


def article_buttons(
    key: str, page: int | None, articles: Sequence[str], content: Content, *, may_name: bool = True
) -> InlineKeyboardMarkup:
    """Articles to which a group can be added, another one, and the way back to the group."""
    locale = staff_locale
    rows = [[_button(content.articles[one].title, AddToArticle(key, one))] for one in articles]
    last = [_button(locale.text("Another article…"), NameArticle(key))] if may_name else []
    back = [] if page is None else [_button(locale.text("‹ Back"), ShowGroup(page))]
    return InlineKeyboardMarkup([row for row in (*rows, last, back) if row])


def name_prompt(user_id: int, name: str, group: Group) -> Rendered:
    """Asks for another article; says in itself which group it is about, so that this is known after a restart."""
    mention = f'<a href="tg://user?id={user_id}">{escape(name)}</a>'
    words = staff_locale.text(
        "reply to this message with the article's name or id, for “{question}” ({key}).",
        question=excerpt(group.examples[0]),
        key=group.key,
    )
    return Rendered(f"{mention}: {escape(words)}", f"{name}: {words}")


def prompted_key(shown: str) -> str | None:
    """The group that a prompt of ours is about, None for any other message."""
    found = _PROMPT.fullmatch(shown)
    return found[1] if found else None


def _reasons(group: Group) -> str:
    locale, counted = staff_locale, group.reasons
    said = (
        (counted["not_found"], locale.text("found nothing")),
        (counted["none_of_these"], locale.text("refused the choices")),
        (counted["unhelpful"], locale.text("thumb down")),
    )
    return ", ".join(f"{words}: {count}" for count, words in said if count)


def _button(label: str, press: AnyPress) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=encode(press))


def _markup(rows: Iterable[Sequence[InlineKeyboardButton]]) -> InlineKeyboardMarkup | None:
    kept = [row for row in rows if row]
    return InlineKeyboardMarkup(kept) if kept else None
