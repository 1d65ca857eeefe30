"""A file that comes back: which one it is, and the proposal made of it."""

from __future__ import annotations

import re

from telegram import Bot, Document, Message, Update
from telegram.ext import ContextTypes

from bot.handlers.cases.staff import StaffHandlers
from bot.handlers.editing.commands import EditingCommands, may_edit, words_of
from bot.handlers.questions import QuestionHandlers
from bot.publishing.proposing import named_by
from bot.sending import send
from bot.services import Services
from bot.staff import editing_words
from bot.staff.desk import Desk
from bot.store.publishing_records import Place
from intents.content.articles import MAX_BYTES
from intents.content.editable import EditableFile, known_name, new_article, without_copy_mark
from intents.content.received import RefusedError

_EDIT = re.compile(r"/sua(?:@\w+)?(?:\s|$)", re.IGNORECASE)
_ENDINGS = (".md", ".toml", ".csv", ".txt")


class EditedDocuments:
    """What becomes of files in the staff group. Those that are no content are passed on."""

    def __init__(
        self,
        services: Services,
        desk: Desk,
        commands: EditingCommands,
        staff: StaffHandlers,
        questions: QuestionHandlers,
    ) -> None:
        self._services = services
        self._desk = desk
        self._editing = desk.editing
        self._commands = commands
        self._staff = staff
        self._questions = questions

    async def received(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A file with /sua as its caption, or in reply to a file of ours, is a change to content; in reply to anything
        else it is what it was before."""
        message = update.effective_message
        if message is None or message.document is None:
            return
        try:
            meant = await self._meant(context.bot, message, message.document)
            if meant is None and await self._was_forgotten(context.bot, message):
                return
            if meant is None:
                handle = self._staff.said if message.reply_to_message else self._questions.asked_by_name
                await handle(update, context)
                return
            file, base = meant
            if await may_edit(self._desk, context.bot, message):
                await self._propose(context.bot, message, message.document, file, base)
        except RefusedError as error:
            await send(context.bot, message.chat_id, editing_words.refused(str(error)), reply_to=message.message_id)

    async def _was_forgotten(self, bot: Bot, message: Message) -> bool:
        """Whether a content file came without a reply and without a caption, which is how phones send files when one
        presses the clip; who sent it is told how."""
        name = (message.document and message.document.file_name) or ""
        if message.reply_to_message is not None or message.caption or not name.lower().endswith(_ENDINGS):
            return False
        file = await self._editing.publisher.find(without_copy_mark(name))
        if file is None or not await may_edit(self._desk, bot, message):
            return False
        await send(bot, message.chat_id, editing_words.how_to_send(file), reply_to=message.message_id)
        return True

    async def _propose(
        self, bot: Bot, message: Message, document: Document, file: EditableFile, base: str | None
    ) -> None:
        if (document.file_size or 0) > MAX_BYTES:
            raise RefusedError(f"tệp nặng {(document.file_size or 0) // 1000} kB, quá {MAX_BYTES // 1000} kB.")
        raw = bytes(await (await bot.get_file(document.file_id)).download_as_bytearray())
        sender = message.from_user
        proposal = await self._editing.publisher.propose(
            file,
            raw,
            base=base,
            role=await self._editing.role_of(sender.id if sender else None),
            author=self._services.person(sender.id) if sender else "",
            chat_id=message.chat_id,
            document=message.message_id,
        )
        await self._editing.show(proposal)

    async def _meant(self, bot: Bot, message: Message, document: Document) -> tuple[EditableFile, str | None] | None:
        """The file that is meant, and the digest of what was sent for it; None when it is no content. Raises
        `RefusedError` when it is meant as content and cannot be taken as such."""
        name = document.file_name or ""
        if _EDIT.match(message.caption or ""):
            return await self._named(words_of(message) or without_copy_mark(name), name), None
        replied = message.reply_to_message
        if replied is None:
            return None
        sent = await self._sent_at(Place(replied.chat_id, replied.message_id))
        if sent is None:
            return await self._by_its_name(bot, replied, name)
        file = known_name(sent[0])
        if file is None:
            return None
        if sent[1] is None:
            file = self._renamed(file, name)
        named_by(name, file)
        return file, sent[1]

    async def _sent_at(self, place: Place) -> tuple[str, str | None] | None:
        """What a message is about, with what was begun with: a file that was sent, a file that came back, or what was
        said of one."""
        sent = await self._services.store.content.sent_at(place)
        if sent is not None:
            return sent
        proposal = await self._services.store.content.proposal_at(place)
        return None if proposal is None else (proposal.name, proposal.began)

    async def _named(self, asked: str, name: str) -> EditableFile:
        file = await self._commands.file_called(asked)
        if file is None:
            near = ", ".join(one.asked_by for one in await self._editing.publisher.alike(asked))
            hint = f" Có phải là: {near}?" if near else ""
            raise RefusedError(f"không có bài hay tệp nào tên “{asked[:80]}”.{hint}")
        if await self._editing.publisher.current(file) is not None:
            named_by(name, file)
        return file

    async def _by_its_name(self, bot: Bot, replied: Message, name: str) -> tuple[EditableFile, str | None] | None:
        """A content file in reply to some other message of ours, unless that is about a question of a resident."""
        ours = replied.from_user is not None and replied.from_user.id == bot.id
        if not ours or not name.lower().endswith(_ENDINGS) or await self._staff.is_about_a_case(replied):
            return None
        file = await self._editing.publisher.find(without_copy_mark(name))
        return None if file is None else (file, None)

    def _renamed(self, file: EditableFile, name: str) -> EditableFile:
        """A new article may still be given another name, unless there is one called so."""
        stem = without_copy_mark(name).removesuffix(".md")
        if file.topic is None or stem == file.id:
            return file
        if stem in self._services.responder.content.articles:
            raise RefusedError(f"đã có bài “{stem}”. Muốn sửa bài đó thì gửi kèm lệnh /sua {stem}.")
        return new_article(file.topic, stem) or file
