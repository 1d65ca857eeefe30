"""Changes to content in the staff group: shown before they are decided, published, and told once they are served."""

from __future__ import annotations

import asyncio
import logging
from datetime import date
from typing import TYPE_CHECKING

from telegram import Bot, InlineKeyboardMarkup, InputFile, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.publishing.folder import Folder, NotWrittenError
from bot.publishing.publisher import Outcome, Published, Publisher
from bot.publishing.trial import TrialError
from bot.publishing.weighing import Weighed
from bot.rendered import Rendered
from bot.sending import edit, send
from bot.staff import editing_keyboards, editing_words
from bot.staff.drafts import Draft, empty_article
from bot.staff.rights import StaffChat
from bot.store.publishing_records import Kind, Place, Proposal, State, Version
from intents.content.editable import EditableFile, known_name
from intents.content.received import RefusedError

if TYPE_CHECKING:
    from bot.services import Services
    from bot.staff.outbox import Outbox

_log = logging.getLogger(__name__)


class Editing:
    """What is proposed, from the moment it is stored. Everything is stored first and done from there."""

    def __init__(self, services: Services, bot: Bot, staff: StaffChat, outbox: Outbox) -> None:
        settings = services.settings
        self.publisher = Publisher(
            services.store.content,
            Folder(services.responder.content.root, settings.models),
            lambda: services.clock(),
            settings.matcher.thresholds(),
            commits=settings.publishing.commit,
        )
        self._services = services
        self._bot = bot
        self._staff = staff
        self._outbox = outbox
        self._showing: set[int] = set()
        self._telling = asyncio.Lock()
        self._recovered = False
        self._forgotten_on: date | None = None
        services.on_serve.append(lambda: outbox.start(self.tell_served()))

    async def role_of(self, user_id: int | None) -> str:
        """The role in whose name a person publishes: the title that the group has given them, else the settings'."""
        title = await self._staff.title_of(self._bot, user_id) if user_id is not None else ""
        return title or self._services.settings.publishing.role

    async def send_file(self, file: EditableFile, reply_to: int | None, fact: str | None = None) -> None:
        """Sends a file to be edited, perhaps for the sake of one fact; the form of an article where there is none yet.
        Raises `RefusedError`."""
        data = await self.publisher.current(file)
        content = self._services.responder.content
        if data is None:
            caption, shown = editing_words.template_caption(file), self.template(file)
        else:
            why = await asyncio.to_thread(self.publisher.folder.not_writable)
            caption, shown = editing_words.file_caption(file, content, why, fact), data
        place = await self._send_document(shown, _file_name(file), caption, reply_to)
        if place is not None:
            await self._services.store.content.sent(place, file.name, data, self._services.clock())

    async def sent_draft(self, place: Place, draft: Draft) -> None:
        """Remembers that a message of ours holds a draft, so that it can come back as content."""
        file = known_name(f"{draft.topic}/{draft.name}")
        if file is not None:
            now = await self.publisher.current(file)
            await self._services.store.content.sent(place, file.name, now, self._services.clock())

    def template(self, file: EditableFile) -> bytes:
        """The form of an article that is not there yet. Raises `RefusedError` for other files: they all are there."""
        if file.topic is None:
            raise RefusedError("tệp này không còn trong thư mục nội dung; xem /lichsu để lấy lại bản cũ.")
        return empty_article(self._services.today()).encode()

    async def send_version(self, file: EditableFile, version: Version, reply_to: int | None) -> None:
        """Sends an earlier version as a file. Raises `RefusedError` when it is no longer stored."""
        data = None if version.digest is None else await self._services.store.content.text(version.digest)
        if data is None:
            raise RefusedError("bản này không còn được lưu.")
        await self._send_document(data, _file_name(file), editing_words.version_caption(file, version), reply_to)

    async def send_kept_text(self, proposal: Proposal, reply_to: int | None) -> None:
        """Sends the text of a proposal as a file, to go on from. Raises `RefusedError` when it is no longer stored."""
        file = self.publisher.file_of(proposal)
        data = None if proposal.sent is None else await self._services.store.content.text(proposal.sent)
        if data is None:
            raise RefusedError("bản này không còn được lưu.")
        await self._send_document(data, _file_name(file), editing_words.kept_text_caption(file), reply_to)

    async def show(self, proposal: Proposal) -> str | None:
        """Shows a proposal in the staff group (its `chat_id`), with the buttons that decide it: says at once that it is
        being checked, the rest follows when it is; after a restart too. Gives what to say where there is nothing to
        show. Raises `TelegramError`."""
        if self._staff.id is None or proposal.message_id is not None or proposal.id in self._showing:
            return editing_words.not_open(proposal)
        file, content = self.publisher.file_of(proposal), self._services.responder.content
        if proposal.state is State.CONFLICT:
            await self._show_conflict(proposal, file)
        elif proposal.state in (State.CHECKING, State.READY, State.REFUSED):
            said = editing_words.being_checked(file, content)
            note = await send(self._bot, self._staff.id, said, reply_to=proposal.document)
            self._show_later(proposal, note.message_id)
        return None

    def _show_later(self, proposal: Proposal, note: int | None) -> None:
        if proposal.id not in self._showing:
            self._showing.add(proposal.id)
            self._outbox.start(self._show_weighed(proposal, note))

    async def _show_weighed(self, proposal: Proposal, note: int | None) -> None:
        try:
            await self._weigh_and_show(proposal, note)
        except (TelegramError, RefusedError) as error:
            _log.warning("A proposal could not be shown, it is tried again: %s", error)
        finally:
            self._showing.discard(proposal.id)

    async def _weigh_and_show(self, proposal: Proposal, note: int | None) -> None:
        file, content = self.publisher.file_of(proposal), self._services.responder.content
        try:
            weighed = await self.publisher.weigh(proposal)
        except TrialError as error:
            await self.publisher.cancel(proposal)
            await self._say(editing_words.check_failed(str(error)), proposal.document)
            return
        if weighed.errors:
            await self._put(editing_words.broken(file, content, weighed), proposal, note)
            return
        if weighed.shown is not None:
            page = Rendered(weighed.shown.html, weighed.shown.plain)
            if note is None or self._staff.id is None or not await edit(self._bot, self._staff.id, note, page):
                await self._say(page, proposal.document)
            note = None
        await self._show_preview(proposal, file, weighed, note)

    async def _show_preview(self, proposal: Proposal, file: EditableFile, weighed: Weighed, note: int | None) -> None:
        fresh = await self._services.store.content.proposal(proposal.id)
        if fresh is None or fresh.state is not State.READY:
            return
        shown, in_full = editing_words.preview(
            file,
            self._services.responder.content,
            fresh,
            weighed,
            await self.publisher.stamps(fresh),
            await self.publisher.changes(fresh),
            await self.publisher.meanwhile(fresh),
        )
        if in_full:
            await self._send_document(in_full.encode(), f"thay-doi-{fresh.id}.txt", None, fresh.document)
        await self._put(shown, fresh, note, editing_keyboards.decide(fresh))

    async def _show_conflict(self, proposal: Proposal, file: EditableFile) -> None:
        latest = next(iter(await self.publisher.versions(file, 1)), None)
        shown, in_full = editing_words.conflict(
            file, self._services.responder.content, await self.publisher.meanwhile(proposal), latest
        )
        if in_full:
            await self._send_document(in_full.encode(), f"thay-doi-{proposal.id}.txt", None, proposal.document)
        await self._put(shown, proposal, None, editing_keyboards.after_conflict(proposal, file))

    async def publish(self, proposal: Proposal, role: str) -> str | None:
        """Publishes what staff have decided on; gives what to answer to the press, None when all is shown. What is
        served is told by `tell_served`. Raises `TelegramError`."""
        try:
            outcome = await self.publisher.publish(proposal, role)
        except (NotWrittenError, RefusedError, TrialError) as error:
            await self._say(Rendered(*[editing_words.not_written(str(error))] * 2), proposal.message_id)
            return None
        if outcome.how is Published.NOT_OPEN:
            return editing_words.not_open(outcome.proposal)
        await self._show_outcome(outcome)
        self._outbox.start(self.tell_served())
        return None

    async def _show_outcome(self, outcome: Outcome) -> None:
        """Says under a proposal what came of it."""
        proposal = outcome.proposal
        file, content = self.publisher.file_of(proposal), self._services.responder.content
        if outcome.how is Published.WRITTEN:
            reloads = self._services.settings.reload
            await self._settle(proposal, editing_words.written(file, content, proposal.role, reloads))
            if outcome.not_committed:
                await self._say(editing_words.not_committed(outcome.not_committed), proposal.message_id)
        elif outcome.how is Published.BROKEN and outcome.weighed is not None:
            await self._settle(proposal, editing_words.broken(file, content, outcome.weighed))
        elif outcome.how is Published.BEHIND:
            await self._settle(proposal, editing_words.behind(file, content, outcome.instead, outcome.why))
            if outcome.instead is not None:
                await self.show(outcome.instead)

    async def cancel(self, proposal: Proposal) -> str | None:
        """Drops a proposal; gives what to answer to the press. Raises `TelegramError`."""
        if not await self.publisher.cancel(proposal):
            return editing_words.not_open(proposal)
        file = self.publisher.file_of(proposal)
        await self._settle(proposal, editing_words.cancelled(file, self._services.responder.content))
        return None

    async def tell_served(self) -> None:
        """Tells staff of what is served now and was not when they were last told."""
        async with self._telling:
            digest = self._services.served
            for proposal in await self.publisher.served(digest):
                file = self.publisher.file_of(proposal)
                said = editing_words.served(file, self._services.responder.content, proposal)
                confirmed = proposal.kind is Kind.CONFIRM  # the list in which it was confirmed says so itself
                if self._staff.id is not None and not confirmed:
                    await send(self._bot, self._staff.id, said, reply_to=proposal.message_id)
                await self.publisher.told(proposal)

    async def tick(self) -> None:
        """What is done from time to time; at start it finishes what an earlier process has left undone. Raises
        `TelegramError`."""
        try:
            if not self._recovered:
                await self._begin()
            await self._show_unshown()
            await self.tell_served()
        except (RefusedError, OSError) as error:
            _log.warning("The content folder cannot be read, it is tried again: %s", error)
        if self._forgotten_on != self._services.today():
            await self.publisher.forget()
            self._forgotten_on = self._services.today()

    async def _begin(self) -> None:
        why = await asyncio.to_thread(self.publisher.folder.not_writable)
        if why is not None:
            _log.warning("Cán bộ chưa đăng bài từ Telegram được: %s", why)
        outcomes = await self.publisher.recover()
        self._recovered = True
        for outcome in outcomes:
            await self._show_outcome(outcome)

    async def _show_unshown(self) -> None:
        states = (State.CHECKING, State.READY, State.REFUSED, State.CONFLICT)
        for proposal in await self._services.store.content.in_state(*states):
            if proposal.message_id is not None or proposal.chat_id is None:
                continue
            if proposal.state is State.CONFLICT:
                await self._show_conflict(proposal, self.publisher.file_of(proposal))
            else:
                self._show_later(proposal, None)

    async def erase(self, user_id: int) -> None:
        """Forgets who proposed what. Raises `StoreError`."""
        await self._services.store.content.erase(self._services.person(user_id))

    async def _settle(self, proposal: Proposal, said: Rendered) -> None:
        """Says so in place of a proposal's buttons, or anew where it is gone."""
        chat, place = self._staff.id, proposal.message_id
        if chat is None or place is None or not await edit(self._bot, chat, place, said):
            await self._say(said, proposal.document)

    async def _put(
        self, said: Rendered, proposal: Proposal, note: int | None, buttons: InlineKeyboardMarkup | None = None
    ) -> None:
        """Shows it, in place of `note` where that stands, and remembers where."""
        if self._staff.id is None:
            return
        if note is None or not await edit(self._bot, self._staff.id, note, said, buttons):
            sent = await send(self._bot, self._staff.id, said, buttons, proposal.document)
            note = sent.message_id
        await self._services.store.content.shown_at(proposal.id, note)

    async def _say(self, said: Rendered, reply_to: int | None) -> None:
        if self._staff.id is not None:
            await send(self._bot, self._staff.id, said, reply_to=reply_to)

    async def _send_document(
        self, data: bytes, name: str, caption: Rendered | None, reply_to: int | None
    ) -> Place | None:
        if self._staff.id is None:
            return None
        message = await self._bot.send_document(
            self._staff.id,
            InputFile(data, filename=name),
            caption=caption.html if caption else None,
            parse_mode=ParseMode.HTML,
            reply_parameters=ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None,
        )
        return Place(message.chat_id, message.message_id)


def _file_name(file: EditableFile) -> str:
    return file.name.rpartition("/")[2]
