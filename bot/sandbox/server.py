"""The sandbox: a Bot API server on loopback with people who talk to the bot."""

import time
from collections.abc import Callable, Mapping, Sequence

from aiohttp import web

from .accounts import Accounts, BotAccount
from .api import BotApi, application
from .calls import CallLog
from .events import EventFeed
from .faults import Faults
from .groups import Group, make_group
from .model import Chat, User
from .people import Person
from .waiting import DEFAULT_TIMEOUT
from .webhook import WebhookSender
from .world import World

HOST = "127.0.0.1"
DEFAULT_TOKENS = {"123456:sandbox": "HoiDapSoBot"}


class SandboxServer:
    """Serves the Bot API for one or several tokens (token → username of the bot).

    `more_routes` are served beside the Bot API. The world lives as long as the object: bots, and the server
    itself, may stop and start in between.
    Raises ValueError for a malformed token.
    """

    def __init__(
        self,
        tokens: Mapping[str, str] | None = None,
        *,
        port: int = 0,
        seed: int = 0,
        clock: Callable[[], float] = time.time,
        privacy_mode: bool = True,
        webhook_retry: float = 0.2,
        more_routes: Sequence[web.AbstractRouteDef] = (),
    ) -> None:
        self.world = World(Accounts(dict(tokens or DEFAULT_TOKENS), privacy_mode), clock)
        self.faults = Faults(seed)
        self.calls = CallLog()
        self.port = port
        self._webhook_retry = webhook_retry
        self._more_routes = more_routes
        self._people: dict[int, Person] = {}
        self._senders: dict[int, WebhookSender] = {}
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> "SandboxServer":
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://{HOST}:{self.port}"

    @property
    def api_url(self) -> str:
        """The `base_url` for a telegram.Bot."""
        return f"{self.url}/bot"

    @property
    def file_url(self) -> str:
        """The `base_file_url` for a telegram.Bot."""
        return f"{self.url}/file/bot"

    @property
    def feed(self) -> EventFeed:
        """Everything that changes, numbered."""
        return self.world.feed

    @property
    def bots(self) -> list[BotAccount]:
        """The bots in the order of their tokens."""
        return self.world.accounts.all()

    @property
    def bot(self) -> BotAccount:
        """The first, and usually only, bot."""
        return self.bots[0]

    @property
    def token(self) -> str:
        """The first bot's token."""
        return self.bot.token

    async def start(self) -> None:
        """Listen (port 0 becomes a free one, which is kept for the next start). Raises OSError when it is taken."""
        api = BotApi(self.world, self.faults, self.calls, self.sender)
        app = application([*api.routes(), *self._more_routes])
        self._runner = web.AppRunner(app, handle_signals=False, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, self.port)
        await site.start()
        self.port = int(self._runner.addresses[0][1])
        for bot in self.bots:
            if bot.webhook.url:
                self.sender(bot).settings_changed()

    async def stop(self) -> None:
        """Stop listening; open long polls end with an empty answer."""
        for bot in self.bots:
            bot.inbox.stop()
        for sender in self._senders.values():
            await sender.stop()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def sender(self, bot: BotAccount) -> WebhookSender:
        """The part that sends this bot's updates to its webhook."""
        if bot.id not in self._senders:
            self._senders[bot.id] = WebhookSender(bot, self.world.clock, self._webhook_retry)
        return self._senders[bot.id]

    async def polled(self, bot: BotAccount | None = None, timeout: float = DEFAULT_TIMEOUT) -> None:  # noqa: ASYNC109
        """Wait until the bot's long poll is open: it has fetched everything. Raises TimeoutError."""
        inbox = (bot or self.bot).inbox
        await self.feed.until(lambda: inbox.polling or None, timeout, "no bot is polling")

    def user(
        self,
        id: int = 0,
        first_name: str = "Lan",
        language_code: str = "vi",
        *,
        last_name: str = "",
        username: str = "",
    ) -> Person:
        """A person: the known one with this id, else a new one (0 = a free id)."""
        if id not in self._people:
            added = self.world.add_user(User(id, first_name, last_name, username, language_code))
            id = added.id
            self._people[id] = Person(self.world, added)
        return self._people[id]

    def group(
        self,
        title: str,
        members: Sequence[Person] = (),
        *,
        admins: Sequence[Person] = (),
        supergroup: bool = False,
        id: int = 0,
        with_bot: bool = True,
        bot_admin: bool = False,
    ) -> Group:
        """A new group with these people (the first admin owns it) and, unless told otherwise, the first bot."""
        chat = self.world.add_group("supergroup" if supergroup else "group", title, id)
        bots = (self.bot,) if with_bot else ()
        return make_group(self.world, chat, tuple(members), tuple(admins), bots, bot_admin)

    def channel(self, title: str, *, username: str = "") -> Chat:
        """A channel, to forward from."""
        return self.world.add_group("channel", title, username=username)
