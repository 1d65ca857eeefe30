"""Members of community teams: joining by an invitation, the team's week, leaving."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from telegram import Bot, Update
from telegram.ext import ContextTypes

from bot.locale import Locale
from bot.privacy import hash_id, mask
from bot.sending import send
from bot.services import Services
from bot.store import Team
from bot.team_words import render_joined, render_left, render_no_team, render_week
from intents.completing import ABOUT_US

INVITATION = "to_"
"""What the start parameter of an invitation begins with; an article or topic never has an underscore."""
WEEK = timedelta(days=7)
BUSIEST = 5
"""How many of the articles that residents asked for most are shown."""
MAX_NAME = 64
"""Letters of a member's name that are stored."""


@dataclass(frozen=True, slots=True)
class _Member:
    """A member who has written, and where."""

    asker: str
    team: Team
    chat_id: int
    locale: Locale


class TeamHandlers:
    """What members may do, in their private chat with the bot."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def join(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Opens an invitation (`/start to_<token>`)."""
        message = update.effective_message
        if message is None or message.from_user is None or not context.args:
            return
        person, token = message.from_user, context.args[0].removeprefix(INVITATION)
        joined = await self._services.store.teams.join(
            token_hash(self._services.secret, token),
            self._services.person(person.id),
            mask(person.full_name)[:MAX_NAME],
            self._services.clock(),
        )
        rendered = render_joined(joined, self._services.locale(person))
        await send(context.bot, message.chat_id, rendered, None, message.message_id)

    async def week(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Shows a member their team's week (/nhom)."""
        member = await self._member(update, context.bot)
        if member is None:
            return
        now = self._services.clock()
        week = await self._services.store.teams.week(
            member.team.id, member.asker, now - WEEK, now + timedelta(seconds=1)
        )
        week = replace(week, busiest=tuple(one for one in week.busiest if self._is_of_use(one[0]))[:BUSIEST])
        rendered = render_week(member.team, week, self._title, (now - WEEK).date(), now.date(), member.locale)
        await send(context.bot, member.chat_id, rendered)

    async def leave(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Takes a member out of their team and erases what tied them to it (/roinhom)."""
        member = await self._member(update, context.bot)
        if member is not None:
            await self._services.store.teams.erase(member.asker)
            await send(context.bot, member.chat_id, render_left(member.team, member.locale))

    async def _member(self, update: Update, bot: Bot) -> _Member | None:
        """The member who writes; somebody in no team is told so."""
        message = update.effective_message
        if message is None or message.from_user is None:
            return None
        asker, locale = self._services.person(message.from_user.id), self._services.locale(message.from_user)
        team = self._services.team_of(asker)
        if team is None:
            await send(bot, message.chat_id, render_no_team(locale))
            return None
        return _Member(asker, team, message.chat_id, locale)

    def _is_of_use(self, article: str) -> bool:
        """Whether an article is more than a greeting or a word about the assistant."""
        found = self._services.responder.content.articles.get(article)
        return found is not None and found.topic != ABOUT_US

    def _title(self, article: str) -> str:
        found = self._services.responder.content.articles.get(article)
        return found.title if found else article


def token_hash(secret: bytes, token: str) -> str:
    """What is stored instead of an invitation's token."""
    return hash_id(secret, "invitation", token)
