"""The chat page: its files, a stream of changes, and the actions. Reachable from this machine's browser only."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web

from ..errors import Json
from ..server import HOST, SandboxServer
from .actions import Actions, Refused, by_name, done
from .cast import Cast, Role, make_cast
from .views import described, messages

STATIC = Path(__file__).parent / "static"
HOLD = 25.0
"""Seconds that a request for changes waits for one."""
OURS = "X-Hoi-Dap"
"""A header that every action carries: another site's page cannot send it without being asked first (CORS)."""
_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; "
    "frame-ancestors 'none'; form-action 'none'"
)


_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class ChatPage:
    """The page over one sandbox. Make it first, give its `routes` to the server, then `open` it with the server."""

    def __init__(self) -> None:
        self._server: SandboxServer | None = None
        self._cast: Cast | None = None
        self._actions: Actions | None = None
        self._world_id = secrets.token_hex(4)
        self.bot_up = False

    def open(self, server: SandboxServer) -> Cast:
        """Peoples the server and serves it from now on."""
        self._server, self._cast = server, make_cast(server)
        self._actions = Actions(self._cast, {})
        return self._cast

    def say_bot(self, up: bool) -> None:
        """Tells whoever looks at the page whether the bot runs."""
        self.bot_up = up
        if self._server is not None:
            self._server.feed.emit("bot_status", 0, {"up": up})

    def routes(self) -> list[web.AbstractRouteDef]:
        """The routes to serve beside the Bot API."""
        return [
            web.get("/", self._guarded(self._index)),
            web.get("/trang/toi", self._guarded(self._who)),
            web.get("/trang/thay-doi", self._guarded(self._changes)),
            web.get("/trang/tep/{file_id}", self._guarded(self._file)),
            web.post("/trang/tai-len", self._guarded(self._upload)),
            web.post("/trang/{action}", self._guarded(self._act)),
            web.static("/trang/static", STATIC),
        ]

    def _guarded(self, handler: _Handler) -> _Handler:
        """Refuses requests under another host name (DNS rebinding) and posts from another page."""

        async def guarded(request: web.Request) -> web.StreamResponse:
            if request.host.rpartition(":")[0] not in (HOST, "localhost"):
                raise web.HTTPForbidden(text="Chỉ mở được từ chính máy này.")
            if request.method == "POST" and OURS not in request.headers:
                raise web.HTTPForbidden(text="Thiếu dấu hiệu của trang.")
            return await handler(request)

        return guarded

    async def _index(self, _request: web.Request) -> web.StreamResponse:
        return web.FileResponse(STATIC / "index.html", headers={"Content-Security-Policy": _POLICY})

    async def _who(self, request: web.Request) -> web.StreamResponse:
        server, cast = self._opened()
        return web.json_response(described(cast, self._role(request), server.bot))

    async def _changes(self, request: web.Request) -> web.StreamResponse:
        """Everything that stands in the chats that changed after `since`; waits a while when none has."""
        server, cast = self._opened()
        role, since = self._role(request), _number(request.query.get("since", "0"))
        known = request.query.get("world") == self._world_id and server.feed.complete_since(since)
        if not known:
            since = -1
        try:
            await server.feed.until(lambda: server.feed.last_seq > since or None, HOLD, "a change")
        except TimeoutError:
            return web.json_response({"world": self._world_id, "seq": since, "bot_up": self.bot_up})
        await asyncio.sleep(0)
        return web.json_response(self._news(server, cast, role, since))

    def _news(self, server: SandboxServer, cast: Cast, role: Role, since: int) -> Json:
        events = server.feed.since(since)
        changed = {event.chat_id for event in events}
        seats = [seat for seat in cast.seats(role) if since < 0 or seat.chat.id in changed]
        typing = [event.chat_id for event in events if event.kind == "chat_action"] if since >= 0 else []
        menu = since < 0 or any(event.kind == "commands" for event in events)
        return {
            "world": self._world_id,
            "seq": server.feed.last_seq,
            "bot_up": self.bot_up,
            "chats": {str(seat.chat.id): messages(seat) for seat in seats},
            "typing": typing,
            "who": described(cast, role, server.bot) if menu else None,
        }

    async def _file(self, request: web.Request) -> web.StreamResponse:
        server, _ = self._opened()
        stored = server.world.files.by_id(request.match_info["file_id"])
        if stored is None:
            raise web.HTTPNotFound
        picture = stored.kind == "photo"
        kind = "image/png" if picture and stored.data.startswith(b"\x89PNG") else "image/jpeg"
        headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
        if not picture:
            kind = "application/octet-stream"
            headers["Content-Disposition"] = "attachment"
        return web.Response(body=stored.data, content_type=kind, headers=headers)

    async def _act(self, request: web.Request) -> web.StreamResponse:
        if self._actions is None:
            raise web.HTTPServiceUnavailable
        action = by_name(self._actions).get(request.match_info["action"])
        if action is None:
            raise web.HTTPNotFound
        try:
            given = await request.json()
        except ValueError as error:
            raise Refused("Yêu cầu không đọc được.") from error
        if not isinstance(given, dict):
            raise Refused("Yêu cầu không đọc được.")
        return await done(action(self._role(request), given))

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        if self._actions is None:
            raise web.HTTPServiceUnavailable
        return await done(self._actions.upload(self._role(request), request))

    def _opened(self) -> tuple[SandboxServer, Cast]:
        if self._server is None or self._cast is None:
            raise web.HTTPServiceUnavailable
        return self._server, self._cast

    def _role(self, request: web.Request) -> Role:
        _, cast = self._opened()
        role = cast.roles.get(request.query.get("la", ""))
        if role is None:
            raise web.HTTPNotFound(text=f"Không có ai tên như vậy. Có: {', '.join(cast.roles)}.")
        return role


def _number(text: str) -> int:
    return int(text) if text.lstrip("-").isdigit() else 0
