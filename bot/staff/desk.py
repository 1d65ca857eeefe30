"""The desk between residents and the staff group: its rights, its outbox, and the few verbs that both sides use."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from telegram import Bot
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.introducing import introduce_to_staff
from bot.locale import Locale
from bot.privacy import mask
from bot.sending import edit, send
from bot.staff import staff_words
from bot.staff.editing import Editing
from bot.staff.outbox import Outbox
from bot.staff.promise import promise
from bot.staff.rights import StaffChat
from bot.staff.words import notice
from bot.store.case_records import Case, Claim, Ending, NewNote, NoteKind

if TYPE_CHECKING:
    from bot.services import Services

FORGET_AFTER = timedelta(days=30)
"""How long after a case is closed its Telegram ids are kept."""
LISTED = 30
"""How many cases one list names: with their links they fit into one message."""
_log = logging.getLogger(__name__)


class Desk:
    """Hands questions over and answers back. Everything it does is stored first and sent from there."""

    def __init__(self, services: Services, bot: Bot) -> None:
        self._services = services
        self._bot = bot
        self.staff = StaffChat(services.settings.staff_chat, services.store.cases, lambda: services.clock())
        self.outbox = Outbox(services, bot, self.staff)
        self.chores: list[Callable[[], Awaitable[None]]] = []
        """What else is done from time to time for the staff group."""
        self.editing = Editing(services, bot, self.staff, self.outbox)
        self._checking = asyncio.Lock()
        self._told_not_admin = False
        self._introduced_to: int | None = None

    @property
    def open(self) -> bool:
        """Whether questions can be handed over."""
        return self.staff.open

    def promise(self, locale: Locale, waiting: int | None = None) -> str:
        """When an answer may be expected."""
        return promise(self._services.responder.content.office_hours, self._services.clock(), waiting, locale)

    async def notify(self, text: str) -> bool:
        """Tells the staff group something; False, with the text in the log, when it could not be told."""
        if self.staff.id is not None:
            try:
                await send(self._bot, self.staff.id, notice(text))
            except TelegramError as error:
                _log.warning("The staff group could not be told: %s", error)
            else:
                return True
        _log.warning("For staff: %s", text)
        return False

    async def tell(self, text: str) -> None:
        """The same for who need not know whether staff could be told."""
        await self.notify(text)

    async def claim(self, case_id: int, staff: int, name: str) -> Claim | None:
        """Takes a case for a staff member; see `CaseStore.claim`."""
        idle = timedelta(minutes=self._services.settings.handover.claim_minutes)
        return await self._services.store.cases.claim(case_id, staff, mask(name), self._services.clock(), idle)

    async def close(self, case: Case, ending: Ending) -> bool:
        """Closes a case and tells the resident; False when it is closed already."""
        kind = {Ending.NOT_OURS: NoteKind.NOT_OURS, Ending.SPAM: NoteKind.SPAM}.get(ending, NoteKind.CLOSING)
        note = NewNote(case.id, f"closing:{case.id}", kind)
        closed = await self._services.store.cases.close(case.id, ending, note, self._services.clock())
        self.outbox.wake(case.id)
        return closed

    async def check(self) -> None:
        """Looks whether the bot is an administrator of the staff group, and tells the group when that has changed."""
        async with self._checking:
            await self._check()

    async def _check(self) -> None:
        admin = await self.staff.check(self._bot)
        if admin is not None and self.staff.id is not None and self.staff.id != self._introduced_to:
            await introduce_to_staff(self._bot, self.staff.id)
            self._introduced_to = self.staff.id
        if admin is False and self.staff.reachable and not self._told_not_admin:
            self._told_not_admin = await self.notify(staff_words.not_admin())
        elif admin and self._told_not_admin:
            self._told_not_admin = not await self.notify(staff_words.admin_now())

    async def moved_to(self, new_chat: int) -> None:
        """The staff group has a new id: stores it, tells staff, shows the open cases there."""
        if await self.staff.moved_to(new_chat):
            await self.notify(staff_words.moved_house())
            await self.outbox.wake_all()

    async def remind(self) -> None:
        """Reminds staff, while they are at work, of who has waited too long."""
        now, settings = self._services.clock(), self._services.settings.handover
        hours = self._services.responder.content.office_hours
        if not self.open or self.staff.id is None or (hours is not None and not hours.is_open(now)):
            return
        cases = self._services.store.cases
        due = await cases.remind(now, timedelta(minutes=settings.remind_minutes))
        if not due:
            return
        try:
            await send(self._bot, self.staff.id, staff_words.reminder(due, now, self.staff.id, LISTED))
        except TelegramError as error:
            _log.warning("Staff could not be reminded, it is tried again: %s", error)
            await cases.not_reminded(due)

    async def close_quiet(self) -> None:
        """Closes what was answered some days ago and has been quiet since."""
        before = self._services.clock() - timedelta(days=self._services.settings.handover.close_days)
        for case in await self._services.store.cases.quiet(before):
            await self.close(case, Ending.QUIET)

    async def erase(self, user_id: int) -> None:
        """Erases all cases of a person, also what the staff group sees of them."""
        await self._services.store.cases.erase(self._services.person(user_id))
        self.outbox.start(self.overwrite_erased())

    async def overwrite_erased(self) -> None:
        """Overwrites in the staff group what was erased; what fails for now stays to be done."""
        cases = self._services.store.cases
        for chat_id, message_id in await cases.erased_posts():
            try:
                await self._overwrite(chat_id, message_id)
            except TelegramError as error:
                _log.warning("A message of an erased case could not be overwritten, it is tried again: %s", error)
                return
            await cases.overwritten(chat_id, message_id)

    async def forget(self) -> None:
        """Forgets the Telegram ids of cases that were closed long ago."""
        await self._services.store.cases.forget_places(self._services.clock() - FORGET_AFTER)

    async def tick(self) -> None:
        """What is done from time to time; also at start, for what an earlier process has left undone."""
        await self.outbox.wake_all()
        await self.overwrite_erased()
        await self.remind()
        await self.close_quiet()
        await self.forget()
        for chore in self.chores:
            await chore()
        await self.editing.tick()

    async def _overwrite(self, chat_id: int, message_id: int) -> None:
        """Edits a message; deletes it when it is a picture or file, whose words alone can be edited."""
        try:
            if await edit(self._bot, chat_id, message_id, staff_words.gone_from_store()):
                return
        except Forbidden:
            return
        except BadRequest:
            _log.info("A message of an erased case has no words to edit and is deleted instead")
        try:
            await self._bot.delete_message(chat_id, message_id)
        except (BadRequest, Forbidden) as error:
            _log.warning("A message of an erased case could not be deleted: %s", error)
