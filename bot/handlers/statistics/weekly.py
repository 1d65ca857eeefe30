"""What the staff group gets by itself once a week: the digest, and which answers have changed."""

from __future__ import annotations

from collections.abc import Iterable

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from bot.handlers.statistics.numbers import NumberHandlers
from bot.sending import Sent, send
from bot.services import Services
from bot.staff.desk import Desk
from bot.staff.staff_words import staff_locale
from bot.statistics.missed import MissedQuestions
from bot.statistics.presses import ShowGroup, encode
from bot.statistics.replay import replay
from bot.statistics.spans import Length, whole_days
from bot.statistics.weekly_words import DIFFERENT, digest, new_groups, replayed
from bot.weekly import WeeklyTask
from intents.clustering import text_key


class WeeklyNews:
    """The weekly messages; each raises when it could not be sent, and is then tried again."""

    def __init__(
        self, services: Services, desk: Desk, bot: Bot, numbers: NumberHandlers, missed: MissedQuestions
    ) -> None:
        self._services = services
        self._desk = desk
        self._bot = bot
        self._numbers = numbers
        self._missed = missed

    def tasks(self) -> list[WeeklyTask]:
        """Both, in their order."""
        return [WeeklyTask("digest", self.digest), WeeklyTask("replay", self.replay)]

    async def digest(self) -> None:
        """Sends the chart of the last seven whole days with their numbers and the largest new groups of misses."""
        if self._desk.staff.id is None:
            return
        now = self._services.clock()
        report = await self._numbers.report(whole_days(Length.WEEK, now))
        missed = await self._missed.find(self._services.responder, now)
        label = staff_locale.text("What was not answered ({count})", count=len(missed.groups))
        more = InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=encode(ShowGroup(1)))]])
        buttons = more if missed.groups else None
        sent = await self._numbers.send(self._bot, self._desk.staff.id, report, digest(report, missed), buttons)
        await self._remember(sent, [one.examples[0] for one in new_groups(report, missed)])

    async def replay(self) -> None:
        """Asks the questions whose right article is known again, and says what has become of them; nothing where
        there are none yet."""
        responder, store = self._services.responder, self._services.store.replays
        last = await store.results()
        done = await replay(self._services.settings.data, responder, self._services.today(), last)
        if done.replayed and self._desk.staff.id is not None:
            sent = await send(self._bot, self._desk.staff.id, replayed(done, responder.content))
            await self._remember(sent, [one.question.text for one in done.different[:DIFFERENT]])
        await store.keep(done.results)

    async def _remember(self, sent: Sent, texts: Iterable[str]) -> None:
        """Remembers which questions a message shows, so that it can be overwritten when they are erased."""
        place = (sent.chat_id, sent.message_id)
        await self._services.store.aside.shown(place, map(text_key, texts), self._services.clock())
