"""Inline mode: `@bot chữ ký số`, typed in any chat, offers answers that are sent as full cards.

Telegram keeps the results for everybody, so they depend on what is typed and on nothing of whoever types it.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import MessageLimit, ParseMode
from telegram.error import BadRequest
from telegram.ext import ContextTypes

from bot.brevity import ASK_HERE, private_link
from bot.locale import CONTENT_LANGUAGE, get_locale
from bot.markup import utf16_length, visible_text
from bot.passing_on import render_card, who_says_so
from bot.rendered import Rendered, italic, markdown, paragraphs
from bot.rendering import render
from bot.services import Services
from bot.store import StoreError, read_stats
from intents.completing import ABOUT_US, Completer
from intents.reply import Answer

MOST = 10
"""Results of one query: what a thumb still scrolls through; Telegram takes 50."""
FIRST_LINES = 120
"""Letters of an answer under its title."""
ASKED_LATELY, FRESH = timedelta(days=30), timedelta(minutes=1)
"""Over which time the most asked are counted, and for how long that count is used."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _MostAsked:
    articles: tuple[str, ...]
    counted_at: datetime


class InlineHandlers:
    """What is offered while somebody types."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._building = asyncio.Lock()
        self._completer: Completer | None = None
        self._most_asked: _MostAsked | None = None

    async def typed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answers an inline query."""
        query = update.inline_query
        if query is None:
            return
        completer = await self._current_completer()
        if query.offset:
            articles: list[str] = []
        elif query.query.strip():
            articles = completer.complete(query.query, MOST)
        else:
            articles = await self._asked_most(completer)
        results = [self._result(query.query, article, context.bot.username) for article in articles]
        checks = [] if query.offset else self._safety_checks(query.query, context.bot.username)
        await self._answer(query, [*checks, *(result for result in results if result is not None)][:MOST])

    async def _answer(self, query: InlineQuery, results: list[InlineQueryResultArticle]) -> None:
        """A query that is too old by now (the person has typed on) needs no answer."""
        locale = get_locale(CONTENT_LANGUAGE)
        label = locale.text("Nothing found: ask in the private chat")
        button = None if results or query.offset else InlineQueryResultsButton(label, start_parameter=ASK_HERE)
        seconds = self._services.settings.teams.inline_cache_seconds
        try:
            await query.answer(results, cache_time=seconds, is_personal=False, button=button)
        except BadRequest as error:
            if "query is too old" not in error.message.lower():
                raise

    async def _current_completer(self) -> Completer:
        """Built anew when the content has changed, beside the answering of others."""
        async with self._building:
            if self._completer is None or self._completer.responder is not self._services.responder:
                self._completer = await asyncio.to_thread(Completer, self._services.responder)
            return self._completer

    async def _asked_most(self, completer: Completer) -> list[str]:
        """The articles asked for most, then those that answer the suggested questions."""
        now = self._services.clock()
        if self._most_asked is None or now - self._most_asked.counted_at >= FRESH:
            self._most_asked = _MostAsked(await self._counted(now), now)
        there = completer.responder.content.articles
        found = dict.fromkeys([*self._most_asked.articles, *completer.suggested()])
        return [one for one in found if one in there and there[one].topic != ABOUT_US][:MOST]

    async def _counted(self, now: datetime) -> tuple[str, ...]:
        try:
            stats = await asyncio.to_thread(read_stats, self._services.settings.data, now - ASKED_LATELY, now)
        except StoreError as error:
            _log.warning("The most asked articles could not be counted: %s", error)
            return ()
        return tuple(stats.articles)

    def _result(self, typed: str, article: str, bot_name: str) -> InlineQueryResultArticle | None:
        """The result for an article, None when it is there no longer."""
        responder, day = self._services.responder, self._services.today()
        asked, full = responder.answer_to(typed, article, day), responder.article(article, day, full=True)
        if not isinstance(asked, Answer) or not isinstance(full, Answer):
            return None
        card = self._card(full, asked.entries, bot_name)
        title = f"{asked.title}: {asked.parts[0].heading}" if asked.facet else asked.title
        locale = get_locale(CONTENT_LANGUAGE)
        more = InlineKeyboardButton(locale.text("Ask more"), url=private_link(bot_name, article))
        description = _first_lines(asked)
        return InlineQueryResultArticle(
            _result_id(article, title, description, card.html),
            title,
            _content(card),
            description=description,
            reply_markup=InlineKeyboardMarkup([[more]]),
        )

    def _safety_checks(self, typed: str, bot_name: str) -> list[InlineQueryResultArticle]:
        """What there is to say of a link or a message that somebody pastes, before all articles."""
        desk, locale = self._services.responder.desk, get_locale(CONTENT_LANGUAGE)
        checks = []
        for verdict in desk.verdicts(desk.inspect(typed)):
            said = who_says_so(self._services.settings.operator, f"t.me/{bot_name}", locale)
            shown = paragraphs(render(verdict, locale), italic(said))
            description = _cut(
                verdict.said or f"{verdict.checked[0].subject}: {markdown(verdict.checked[0].text).plain}"
            )
            title = locale.text("Safety check")
            result_id = _result_id("safety", title, description, shown.html)
            checks.append(InlineQueryResultArticle(result_id, title, _content(shown), description=description))
        return checks

    def _card(self, full: Answer, entries: tuple[str, ...], bot_name: str) -> Rendered:
        """The whole answer, with what the directory says of the places named, unless that makes it too long."""
        operator, address = self._services.settings.operator, f"t.me/{bot_name}"
        card = render_card(replace(full, entries=entries), operator, address)
        if utf16_length(visible_text(card.html)) <= MessageLimit.MAX_TEXT_LENGTH:
            return card
        return render_card(full, operator, address)


def _content(shown: Rendered) -> InputTextMessageContent:
    preview = LinkPreviewOptions(is_disabled=True)
    return InputTextMessageContent(shown.html, parse_mode=ParseMode.HTML, link_preview_options=preview)


def _first_lines(answer: Answer) -> str:
    texts = (*answer.entries, answer.lead, *(part.markdown for part in answer.parts))
    return _cut(" ".join(markdown(text).plain for text in texts if text))


def _cut(text: str) -> str:
    words = " ".join(text.split())
    return f"{words[: FIRST_LINES - 1].rstrip()}…" if len(words) > FIRST_LINES else words


def _result_id(article: str, *shown: str) -> str:
    """The article with a digest of what is shown of it: the same until that changes, at most 64 bytes."""
    digest = hashlib.sha256("\0".join(shown).encode()).hexdigest()
    return f"{article}:{digest[:12]}"
