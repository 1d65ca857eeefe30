"""The bots that the server knows, each with its token, settings and updates."""

import re
import secrets
from dataclasses import dataclass, field

from .errors import Json, not_found, unauthorized
from .inbox import UpdateInbox
from .model import User

_TOKEN = re.compile(r"(\d+):\S+")
_FIRST_UPDATE_IDS = range(1, 2**31 - 2**24)


def first_update_id() -> int:
    """Where the numbers of a bot's updates begin: anywhere, as Telegram's do after a week. A bot that keeps its data
    from one sandbox to the next must not take new updates for those it has already worked off."""
    return _FIRST_UPDATE_IDS[secrets.randbelow(len(_FIRST_UPDATE_IDS))]


@dataclass(eq=False)
class WebhookSettings:
    """Where updates are sent; an empty url means polling."""

    url: str = ""
    secret_token: str = ""
    max_connections: int = 40
    last_error_date: int = 0
    last_error_message: str = ""


@dataclass(eq=False)
class BotAccount:
    """One bot. With `privacy_mode` it hears only commands and replies to itself in groups."""

    token: str
    user: User
    privacy_mode: bool = True
    inline_feedback: bool = True
    logged_out: bool = False
    inbox: UpdateInbox = field(default_factory=lambda: UpdateInbox(first_update_id()))
    webhook: WebhookSettings = field(default_factory=WebhookSettings)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)

    @property
    def id(self) -> int:
        """The bot's user id, which is the number in its token."""
        return self.user.id


class Accounts:
    """The bots by token."""

    def __init__(self, tokens: dict[str, str], privacy_mode: bool) -> None:
        self._by_token: dict[str, BotAccount] = {}
        for token, username in tokens.items():
            matched = _TOKEN.fullmatch(token)
            if matched is None:
                raise ValueError(f"a bot token is digits, a colon and text; got one for {username!r} that is not")
            user = User(int(matched.group(1)), username, username=username, is_bot=True)
            self._by_token[token] = BotAccount(token, user, privacy_mode)

    def all(self) -> list[BotAccount]:
        """The bots in the order in which they were given."""
        return list(self._by_token.values())

    def by_id(self, bot_id: int) -> BotAccount | None:
        """The bot with this user id."""
        return next((one for one in self._by_token.values() if one.id == bot_id), None)

    def by_token(self, token: str) -> BotAccount:
        """The bot with this token.

        Raises ApiError: 404 when the token is malformed, 401 when no bot has it.
        """
        if _TOKEN.fullmatch(token) is None:
            raise not_found()
        if token not in self._by_token:
            raise unauthorized()
        return self._by_token[token]
