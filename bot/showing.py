"""How a reply looks where it goes: chatty in a private chat, bare when it is passed on, short in a group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bot.brevity import brief_keyboard, render_brief
from bot.button_rows import Keyboard, keyboard_of
from bot.keyboards import keyboard
from bot.locale import CONTENT_LANGUAGE, Locale, get_locale
from bot.passing_buttons import answer_keyboard, member_row, offer_keyboard, safety_keyboard, text_button
from bot.passing_on import render_to_pass_on
from bot.rendered import Rendered, lines, text
from bot.rendering import render
from intents.reply import Answer, Choose, Fallback, Option, Reply, Urgent, Verdict


class Manner(Enum):
    """Who reads the reply, and where."""

    PRIVATE = "private"
    """Whoever asked, in their chat with the bot."""
    MEMBER = "member"
    """The same for a member of a community team, who passes answers on."""
    FORWARDED = "forwarded"
    """Under a forwarded message."""
    GROUP = "group"
    """Everybody in a group."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A message with its buttons."""

    rendered: Rendered
    buttons: Keyboard | None


def show(reply: Reply, question: int | None, locale: Locale, manner: Manner, bot_name: str) -> Shown:
    """The reply as a message. `question` is the id under which the question is stored, None when there is none;
    `bot_name` is the bot's user name, for links to the private chat."""
    match manner:
        case Manner.PRIVATE:
            return Shown(render(reply, locale), keyboard(reply, question, locale))
        case Manner.MEMBER:
            return _for_a_member(reply, question, locale)
        case Manner.FORWARDED:
            return _to_pass_on(reply, question, locale)
        case Manner.GROUP:
            return Shown(render_brief(reply, locale), brief_keyboard(reply, question, locale, bot_name))


def _for_a_member(reply: Reply, question: int | None, locale: Locale) -> Shown:
    buttons = keyboard(reply, question, locale)
    rows = buttons["inline_keyboard"] if buttons else ()
    match reply:
        case Answer():
            buttons = keyboard_of([*rows, member_row(reply, question, locale)])
        case Urgent():
            buttons = keyboard_of([*rows, [text_button(reply, question, locale)]])
    return Shown(render(reply, locale), buttons)


def _to_pass_on(reply: Reply, question: int | None, locale: Locale) -> Shown:
    match reply:
        case Answer():
            return Shown(render_to_pass_on(reply), answer_keyboard(reply, question, locale))
        case Choose(options):
            return Shown(render(reply, locale), offer_keyboard(options, question, locale))
        case Fallback(options):
            return Shown(_not_found(options, locale), offer_keyboard(options, question, locale))
        case Urgent() | Verdict():
            return Shown(render(reply, get_locale(CONTENT_LANGUAGE)), safety_keyboard(reply, question, locale))
    return Shown(render(reply, locale), keyboard(reply, question, locale))


def _not_found(nearest: Sequence[Option], locale: Locale) -> Rendered:
    said = text(locale.text("There is no sure answer to this message yet."))
    return lines(said, text(locale.text("Perhaps it is one of these:"))) if nearest else said
