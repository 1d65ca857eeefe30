"""/chuatraloi: what was not answered, group by group, and what staff make of it."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import Bot, CallbackQuery, ForceReply, InputFile, Message, ReplyParameters, Update
from telegram.constants import ChatAction
from telegram.ext import ContextTypes, filters

from bot.sending import edit, edit_buttons, send
from bot.services import Services
from bot.staff.desk import Desk
from bot.staff.drafts import Draft, article_asked, article_with
from bot.staff.editing_words import refused
from bot.staff.staff_words import staff_locale
from bot.staff.words import notice
from bot.statistics.missed import Group, Missed, MissedQuestions, nearest_articles
from bot.statistics.missed_words import (
    EXAMPLES,
    article_buttons,
    group_buttons,
    group_card,
    name_prompt,
    prompted_key,
)
from bot.statistics.presses import (
    AddToArticle,
    MakeArticle,
    NameArticle,
    OfferArticles,
    PutAside,
    ShowGroup,
)
from bot.store.publishing_records import Place
from intents.clustering import text_key
from intents.content.editable import known_name
from intents.content.received import RefusedError

PHRASINGS = 3
"""Ways of asking that a draft takes over from a group: the others are much the same, or strays."""
FOUND = 6
"""Articles offered for a name that staff write."""

GroupPress = ShowGroup | OfferArticles | NameArticle | AddToArticle | MakeArticle | PutAside


class NamesArticle(filters.MessageFilter):
    """Replies to our question which other article a group belongs to."""

    def filter(self, message: Message) -> bool:
        """See `MessageFilter`."""
        replied = message.reply_to_message
        ours = replied is not None and replied.from_user is not None and replied.from_user.is_bot
        return bool(message.text) and ours and prompted_key((replied and replied.text) or "") is not None


class MissedHandlers:
    """Shows groups and drafts content from them."""

    def __init__(self, services: Services, desk: Desk, missed: MissedQuestions) -> None:
        self._services = services
        self._desk = desk
        self._missed = missed

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Shows the largest group (/chuatraloi)."""
        message = update.effective_message
        if message is None:
            return
        await context.bot.send_chat_action(message.chat_id, ChatAction.TYPING)
        missed = await self._find()
        buttons = group_buttons(missed, 1, aside=False)
        card = group_card(missed, 1, aside=False)
        sent = await send(context.bot, message.chat_id, card, buttons, message.message_id)
        await self._remember(sent.chat_id, sent.message_id, missed.groups[:1])

    async def pressed(self, bot: Bot, query: CallbackQuery, press: GroupPress) -> str | None:
        """Does what a button says; what to say in passing, if anything."""
        if query.message is None:
            return None
        missed = await self._find()
        if isinstance(press, ShowGroup):
            return await self._show(bot, query, missed, press.page, press.aside)
        group = missed.find(press.key)
        if group is None:
            await self._show(bot, query, missed, 1, aside=False)
            return staff_locale.text("This group is no longer open.")
        match press:
            case PutAside(_, page, back):
                return await self._put_aside(bot, query, group, page, back)
            case OfferArticles(key, page):
                near = nearest_articles(group, self._services.responder)
                buttons = article_buttons(key, page, near, self._services.responder.content)
                await edit_buttons(bot, query.message.chat.id, query.message.message_id, buttons)
            case NameArticle():
                prompt = name_prompt(query.from_user.id, query.from_user.first_name, group)
                force = ForceReply(selective=True)
                sent = await send(bot, query.message.chat.id, prompt, force, query.message.message_id)
                await self._remember(sent.chat_id, sent.message_id, [group])
            case AddToArticle(_, article):
                return await self._add(bot, query, group, article)
            case MakeArticle():
                topic = self._topic(group)
                draft = article_asked(group.examples[:PHRASINGS], (), topic, self._services.today())
                await self._send(bot, query.message.chat.id, query.message.message_id, draft, group)
        return None

    async def named(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Offers the articles that staff may have meant by what they wrote in reply to our question."""
        message = update.effective_message
        replied = message.reply_to_message if message is not None else None
        key = prompted_key((replied.text if replied else None) or "")
        if message is None or key is None or not self._desk.staff.speaks_for_staff(message):
            return
        responder, words = self._services.responder, (message.text or "").strip()
        articles = responder.content.articles
        if words in articles:
            found = [words]
        else:
            found = [one for one, _ in responder.matcher.rank(words) if one in articles][:FOUND]
        said = notice(staff_locale.text("Which of these articles?"))
        buttons = article_buttons(key, None, found, responder.content)
        await send(context.bot, message.chat_id, said, buttons, message.message_id)

    async def erase(self, user_id: int) -> None:
        """Forgets what was put aside of a person's questions, and lets what the staff group sees of them be
        overwritten; before the questions themselves are erased."""
        aside = self._services.store.aside
        texts = await aside.only_theirs(self._services.person(user_id))
        await aside.erase(text_key(text) for text in texts)

    async def _find(self) -> Missed:
        return await self._missed.find(self._services.responder, self._services.clock())

    async def _show(self, bot: Bot, query: CallbackQuery, missed: Missed, page: int, aside: bool) -> str | None:
        """Edits the message to a group, the nearest there is when there are fewer by now."""
        message = query.message
        if message is None:
            return None
        groups = missed.aside if aside else missed.groups
        page = max(1, min(page, len(groups)))
        shown, buttons = group_card(missed, page, aside), group_buttons(missed, page, aside)
        place = (message.chat.id, message.message_id)
        ours = isinstance(message, Message) and message.text is not None
        if not ours or not await edit(bot, *place, shown, buttons):
            sent = await send(bot, message.chat.id, shown, buttons)
            place = (sent.chat_id, sent.message_id)
        await self._remember(*place, groups[page - 1 : page])
        return None

    async def _put_aside(self, bot: Bot, query: CallbackQuery, group: Group, page: int, back: bool) -> str:
        aside = self._services.store.aside
        if back:
            await aside.take_back(group.keys)
        else:
            await aside.put(group.keys, self._services.clock())
        await self._show(bot, query, await self._find(), page, aside=back)
        if back:
            return staff_locale.text("It is shown again.")
        return staff_locale.text("Put aside, with what means the same.")

    async def _add(self, bot: Bot, query: CallbackQuery, group: Group, article: str) -> str | None:
        """Proposes the article with the group's ways of asking: checked and shown like any other change."""
        content, editing = self._services.responder.content, self._desk.editing
        if query.message is None:
            return None
        try:
            draft = article_with(group.examples[:PHRASINGS], article, content, self._services.today())
        except KeyError:
            return staff_locale.text("This article is no longer here.")
        except (OSError, UnicodeDecodeError):
            return staff_locale.text("The article's file cannot be read. Please check it with hoidap check.")
        file = known_name(f"{draft.topic}/{draft.name}")
        if file is None:
            await self._send(bot, query.message.chat.id, query.message.message_id, draft, group)
            return None
        try:
            proposal = await editing.publisher.propose(
                file,
                draft.markdown.encode(),
                role=await editing.role_of(query.from_user.id),
                chat_id=query.message.chat.id,
                document=query.message.message_id,
            )
        except RefusedError as error:
            await send(bot, query.message.chat.id, refused(str(error)), reply_to=query.message.message_id)
            return None
        return await editing.show(proposal)

    async def _send(self, bot: Bot, chat_id: int, reply_to: int, draft: Draft, group: Group) -> None:
        """The draft as a file, which comes back, filled in, as a reply to it."""
        sent = await bot.send_document(
            chat_id,
            InputFile(draft.markdown.encode(), filename=draft.name),
            caption=staff_locale.text(
                "Draft for the folder {folder}. Fill in the answer and the sources, then send the file back as a "
                "reply to this message.",
                folder=draft.topic,
            ),
            reply_parameters=ReplyParameters(reply_to, allow_sending_without_reply=True),
        )
        await self._remember(chat_id, sent.message_id, [group])
        await self._desk.editing.sent_draft(Place(chat_id, sent.message_id), draft)

    async def _remember(self, chat_id: int, message_id: int, groups: Sequence[Group]) -> None:
        """Remembers whose questions a message shows, so that it can be overwritten when one of them is erased."""
        keys = [text_key(text) for group in groups for text in group.examples[:EXAMPLES]]
        await self._services.store.aside.shown((chat_id, message_id), keys, self._services.clock())

    def _topic(self, group: Group) -> str | None:
        """The topic of the article that is nearest."""
        articles = self._services.responder.content.articles
        return next((articles[one].topic for one in nearest_articles(group, self._services.responder)), None)
