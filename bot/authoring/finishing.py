"""From the last step to the staff group's decision, while the group goes on: what was finished is stored, and what was
not handed on when the process ended is handed on after the next start."""

from __future__ import annotations

import logging
from dataclasses import replace

from telegram import Bot
from telegram.error import TelegramError

from bot.authoring import words
from bot.authoring.article import NewArticle, new_article
from bot.authoring.handing_on import HandingOn, NotHandedOnError
from bot.authoring.steps import Lacking, Step
from bot.sending import send
from bot.services import Services
from bot.staff.desk import Desk
from bot.store import StoreError
from bot.store.writings import Writing
from intents.content.files import LANGUAGE

_log = logging.getLogger(__name__)


class Finishing:
    """Hands finished articles on, each by its author."""

    def __init__(self, services: Services, desk: Desk, bot: Bot) -> None:
        self._services = services
        self._desk = desk
        self._bot = bot
        self._handing_on = HandingOn(services, desk)
        self._busy: set[str] = set()

    def made(self, writing: Writing) -> NewArticle:
        """The article's file. Raises `Lacking`."""
        messages = {Step(step): text for step, text in writing.messages.items()}
        return new_article(messages, writing.topic, self._taken(), self._services.today())

    def _taken(self) -> set[str]:
        """The ids of articles, also of those whose files are broken."""
        content = self._services.responder.content
        return {*content.articles, *(path.stem for path in (content.root / LANGUAGE).glob("*/*.md"))}

    def begin(self, author: str) -> None:
        """Begins to hand on what that person has finished; returns at once."""
        if author not in self._busy:
            self._busy.add(author)
            self._desk.outbox.start(self._work(author))

    async def resume(self) -> None:
        """Goes on with what is finished and not handed on."""
        for author in await self._services.store.writings.finished():
            self.begin(author)

    async def _work(self, author: str) -> None:
        try:
            writing = await self._services.store.writings.of(author)
            if writing is not None and writing.topic:
                await self._hand_on(writing)
        except (TelegramError, StoreError) as error:
            _log.warning("A finished article could not be handed on, it is tried again: %s", error)
        finally:
            self._busy.discard(author)

    async def _hand_on(self, writing: Writing) -> None:
        """What was said is kept until it may be published."""
        store, chat_id = self._services.store.writings, self._desk.staff.id
        try:
            if await self._handing_on.propose(self._bot, self.made(writing), writing):
                await store.drop(writing.author)
                return
            said = words.to_mend(writing)
        except (NotHandedOnError, Lacking) as error:
            said = words.not_handed_on(str(error))
        if chat_id is None:
            return
        sent = await send(self._bot, chat_id, said, words.half_written_buttons(writing), writing.pressed)
        await store.keep(replace(writing, topic="", at=self._services.clock()))
        await store.posted(writing.author, sent.chat_id, sent.message_id)
