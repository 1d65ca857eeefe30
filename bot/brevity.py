"""Replies in a group: a few lines for everybody there, and the way to the private chat for the rest."""

from __future__ import annotations

from collections.abc import Iterable

from bot.button_rows import Button, Keyboard
from bot.buttons import AskPerson, encode
from bot.keyboards import keyboard
from bot.locale import Locale
from bot.markup import utf16_length, visible_text
from bot.rendered import Rendered, bold, bullets, italic, join, lines, link, markdown, paragraphs, text
from bot.rendering import render
from intents.reply import Answer, Choose, Fallback, Reply, Urgent

BRIEF = 700
"""UTF-16 units of an article that a group gets to read: about one phone screen."""
ASK_HERE = "hoi"
"""Start parameter of the link to the private chat when there is no article to name; none is called so."""


def render_brief(reply: Reply, locale: Locale) -> Rendered:
    """The reply in a few lines."""
    match reply:
        case Answer():
            return _answer(reply, locale)
        case Fallback(_):
            return text(
                locale.text("There is no sure answer to this yet. Please ask in the private chat, or call 1022.")
            )
    return render(reply, locale)


def brief_keyboard(reply: Reply, question: int | None, locale: Locale, bot_name: str) -> Keyboard | None:
    """The way to the private chat; the articles to choose from, when some are offered; a person when there are none."""
    match reply:
        case Answer() | Urgent():
            return {"inline_keyboard": [[_more(locale.text("More in the private chat"), bot_name, reply.article)]]}
        case Fallback(_):
            person = [[_person(question, locale)]] if question else []
            return {"inline_keyboard": [[_more(locale.text("Ask in the private chat"), bot_name, ASK_HERE)], *person]}
        case Choose(_):
            return keyboard(reply, question, locale)
    return None


def render_no_right(group: str, locale: Locale) -> Rendered:
    """Said in private to whoever asked in a group that does not let the bot write, or took that right away."""
    return text(
        locale.text(
            "The assistant is not allowed to write in the group “{group}”. Please ask its administrators to let it "
            "send messages.",
            group=group,
        )
    )


def private_link(bot_name: str, start: str) -> str:
    """The address that opens the private chat with the bot and starts it with that parameter."""
    return f"https://t.me/{bot_name}?start={start}"


def _answer(answer: Answer, locale: Locale) -> Rendered:
    asked = [answer.asks_back] if answer.asks_back else []
    said = [one for one in (*asked, *answer.entries, answer.lead, *(part.markdown for part in answer.parts)) if one]
    return paragraphs(bold(_title(answer)), *_first_lines(said, answer), lines(*_source(answer, locale)))


def _title(answer: Answer) -> str:
    return f"{answer.title}: {answer.parts[0].heading}" if answer.facet and answer.parts else answer.title


def _first_lines(texts: Iterable[str], answer: Answer) -> Iterable[Rendered]:
    """Whole lines of the Markdown, as many as fit; at least one."""
    left = BRIEF
    for number, source in enumerate(texts):
        kept, whole = _cut(source, left, at_least=number == 0)
        if kept:
            listed = len(answer.entries) > 1 and source in answer.entries
            yield lines(*bullets([markdown(kept)])) if listed else markdown(kept)
        if not whole:
            yield text("…")
            return
        left -= _length(kept)


def _cut(source: str, most: int, at_least: bool) -> tuple[str, bool]:
    """The first lines that fit into so many units, and whether that is all."""
    kept: list[str] = []
    for line in source.split("\n"):
        if _length("\n".join([*kept, line])) > most and (kept or not at_least):
            return "\n".join(kept).rstrip(), False
        kept.append(line)
    return source, True


def _length(source: str) -> int:
    return utf16_length(visible_text(markdown(source).html))


def _source(answer: Answer, locale: Locale) -> Iterable[Rendered]:
    if not answer.sources:
        return
    yield join(" ", text(locale.text("Source:")), link(answer.sources[0].title, answer.sources[0].url))
    if answer.as_of is not None:
        yield italic(locale.text("From sources up to {month}", month=locale.month(answer.as_of)))


def _person(question: int, locale: Locale) -> Button:
    return {"text": locale.text("Ask a person"), "callback_data": encode(AskPerson(question))}


def _more(label: str, bot_name: str, start: str) -> Button:
    return {"text": label, "url": private_link(bot_name, start)}
