"""/start, /help, and commands that do not exist."""

from __future__ import annotations

from telegram import Update
from telegram.ext import ContextTypes

from bot.keyboards import keyboard
from bot.locale import get_locale
from bot.rendering import render, render_help, render_start
from bot.sending import send
from bot.services import Services
from intents.content.model import TOPICS


class CommandHandlers:
    """The commands anyone may use."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def start(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Greets, or shows the article that a deep link (`/start <article-id>`) names."""
        message, chat = update.effective_message, update.effective_chat
        if message is None or chat is None:
            return
        locale = get_locale(update.effective_user.language_code if update.effective_user else None)
        if context.args:
            reply = self._services.responder.article(context.args[0], self._services.clock().date())
            await send(context.bot, chat.id, render(reply, locale), keyboard(reply, None, locale), message.message_id)
            return
        operator = self._services.settings.operator
        await send(context.bot, chat.id, render_start(locale, operator.name, operator.contact, operator.official))

    async def help(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Says what can be asked, and how; also the answer to a command that does not exist."""
        chat = update.effective_chat
        if chat is None:
            return
        locale = get_locale(update.effective_user.language_code if update.effective_user else None)
        topics = {article.topic for article in self._services.responder.content.articles.values()}
        titles = [title for topic, title in TOPICS.items() if topic in topics]
        await send(context.bot, chat.id, render_help(locale, titles))
