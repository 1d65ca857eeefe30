"""/start, /help, /chude, /riengtu, /xoadulieu, /ngonngu, and commands that do not exist."""

from __future__ import annotations

from telegram import Message, Update
from telegram.ext import ContextTypes

from bot.brevity import ASK_HERE
from bot.keyboards import (
    erasure_keyboard,
    keyboard,
    language_keyboard,
    privacy_keyboard,
    suggestions_keyboard,
    titles_keyboard,
)
from bot.locale import CONTENT_LANGUAGE
from bot.locale.titles import ARTICLES
from bot.rendered import paragraphs, text
from bot.rendering import render, render_erasure, render_help, render_language, render_privacy, render_start
from bot.sending import send
from bot.services import Services
from bot.team_words import render_membership
from intents.reply import Option, Topic, TopicPage

SUGGESTIONS = 4
"""Questions to tap in the greeting: with its text they fill one phone screen."""


class CommandHandlers:
    """The commands anyone may use in a private chat."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def start(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Greets, or shows what a deep link names (`/start <article-id>`, `/start <topic>`)."""
        message = update.effective_message
        if message is None:
            return
        if context.args and context.args[0] != ASK_HERE:
            await self._linked(context.args[0], message, context)
            return
        locale = self._services.locale(message.from_user)
        operator = self._services.settings.operator
        content = self._services.responder.content
        if locale.code == CONTENT_LANGUAGE:
            buttons = suggestions_keyboard(one.text for one in content.suggestions[:SUGGESTIONS])
        else:
            there = (Option(one, content.articles[one].title) for one in ARTICLES if one in content.articles)
            buttons = titles_keyboard(there, locale)
        rendered = render_start(locale, operator.name, operator.contact, operator.official)
        await send(context.bot, message.chat_id, rendered, buttons)

    async def _linked(self, name: str, message: Message, context: ContextTypes.DEFAULT_TYPE) -> None:
        locale = self._services.locale(message.from_user)
        page = self._services.responder.topic(name)
        reply = (
            page
            if isinstance(page, TopicPage)
            else self._services.responder.article(name, self._services.clock().date())
        )
        await send(
            context.bot, message.chat_id, render(reply, locale), keyboard(reply, None, locale), message.message_id
        )

    async def help(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Says what can be asked, and how; also the answer to a command that does not exist."""
        message = update.effective_message
        if message is None:
            return
        topics: tuple[Topic, ...] = self._services.responder.topics().topics
        await send(context.bot, message.chat_id, render_help(self._services.locale(message.from_user), topics))

    async def topics(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Shows the topics to browse."""
        message = update.effective_message
        if message is None:
            return
        locale, reply = self._services.locale(message.from_user), self._services.responder.topics()
        await send(context.bot, message.chat_id, render(reply, locale), keyboard(reply, None, locale))

    async def privacy(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Says what is stored of the person, with the way to erase it."""
        message = update.effective_message
        if message is None or message.from_user is None:
            return
        locale, operator = self._services.locale(message.from_user), self._services.settings.operator
        person = self._services.person(message.from_user.id)
        kept, cases = await self._services.store.kept_of(person), await self._services.store.cases.count_of(person)
        days = self._services.settings.privacy.keep_days
        rendered = render_privacy(
            locale, kept.questions, kept.votes, days, operator.name, operator.contact, operator.official
        )
        if cases:
            handed = locale.text("Questions you handed to staff, stored now: {count}.", count=locale.number(cases))
            rendered = paragraphs(rendered, text(handed))
        team = self._services.team_of(person)
        if team is not None:
            rendered = paragraphs(rendered, render_membership(team, locale))
        await send(context.bot, message.chat_id, rendered, privacy_keyboard(locale))

    async def erase(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Asks whether everything that is stored of the person is to be erased."""
        message = update.effective_message
        if message is None:
            return
        locale = self._services.locale(message.from_user)
        await send(context.bot, message.chat_id, render_erasure(locale), erasure_keyboard(locale))

    async def language(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Asks for the language of the words around the answers."""
        message = update.effective_message
        if message is None:
            return
        locale = self._services.locale(message.from_user)
        await send(context.bot, message.chat_id, render_language(locale), language_keyboard())
