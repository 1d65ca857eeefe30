"""The Bot API over HTTP: finds the bot and the method, suffers the faults, answers in Telegram's form."""

import asyncio
import json
from collections.abc import Callable, Sequence

from aiohttp import web

from .accounts import BotAccount
from .calls import Call, CallLog
from .context import Context, Described
from .errors import ApiError, Json, not_found
from .faults import Delayed, DroppedAfter, DroppedBefore, Fault, Faults
from .files import UPLOAD_LIMIT
from .methods import METHODS
from .params import Params, read_params
from .webhook import WebhookSender
from .world import World

_BODY_LIMIT = UPLOAD_LIMIT + 1024 * 1024
_AFTER_LOGOUT = frozenset({"getme", "logout"})


class BotApi:
    """The HTTP side: `application()` serves `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

    def __init__(self, world: World, faults: Faults, calls: CallLog, sender: Callable[[BotAccount], WebhookSender]):
        self._world = world
        self._faults = faults
        self._calls = calls
        self._sender = sender

    def routes(self) -> list[web.AbstractRouteDef]:
        """The addresses of the Bot API."""
        return [
            web.route("*", "/bot{token:[^/]+}/{method:[^/]*}", self._call),
            web.get("/file/bot{token:[^/]+}/{path:.+}", self._file),
        ]

    async def _file(self, request: web.Request) -> web.Response:
        try:
            self._world.accounts.by_token(request.match_info["token"])
        except ApiError as error:
            return _answer(error.code, error.body())
        stored = self._world.files.by_path(request.match_info["path"])
        if stored is None:
            return _answer(404, not_found().body())
        return web.Response(body=stored.data, content_type="application/octet-stream")

    async def _call(self, request: web.Request) -> web.StreamResponse:
        if request.method not in ("GET", "POST"):
            return _answer(405, ApiError(405, "Method Not Allowed").body())
        try:
            bot = self._world.accounts.by_token(request.match_info["token"])
            params = await read_params(request)
        except ApiError as error:
            return _answer(error.code, error.body())
        except web.HTTPRequestEntityTooLarge:
            return _answer(413, ApiError(413, "Request Entity Too Large").body())
        method = request.match_info["method"]
        names = {field: upload.name for field, upload in params.uploads.items()}
        call = Call(bot.id, _canonical(method), params.values, self._world.clock(), names)
        self._calls.add(call)
        fault = self._faults.strike(method, params.values)
        call.fault = type(fault).__name__ if fault else ""
        try:
            return await self._suffer(request, bot, call, params, fault)
        finally:
            self._world.feed.wake()

    async def _suffer(
        self, request: web.Request, bot: BotAccount, call: Call, params: Params, fault: Fault | None
    ) -> web.StreamResponse:
        if isinstance(fault, DroppedBefore):
            return _dropped(request)
        if isinstance(fault, Delayed) and fault.before:
            await asyncio.sleep(fault.seconds)
        if fault is not None and not isinstance(fault, (Delayed, DroppedAfter)):
            call.error = fault.error()
            return _answer(call.error.code, call.error.body())
        try:
            body = await self._perform(request, bot, call, params)
        except ApiError as error:
            call.error = error
            return _answer(error.code, error.body())
        if isinstance(fault, DroppedAfter):
            return _dropped(request)
        if isinstance(fault, Delayed) and not fault.before:
            await asyncio.sleep(fault.seconds)
        return _answer(200, body)

    async def _perform(self, request: web.Request, bot: BotAccount, call: Call, params: Params) -> Json:
        name = call.method.lower()
        if name not in METHODS:
            raise not_found()
        if bot.logged_out and name not in _AFTER_LOGOUT:
            raise ApiError(400, "Logged out")
        context = Context(self._world, bot, params, self._sender(bot), lambda: _connected(request))
        result = await METHODS[name](context)
        call.accepted = True
        if isinstance(result, Described):
            call.result = result.value
            return {"ok": True, "result": result.value, "description": result.text}
        call.result = result
        return {"ok": True, "result": result}


def application(routes: Sequence[web.AbstractRouteDef]) -> web.Application:
    """The aiohttp application with these routes; anything else is a 404 in Telegram's form."""
    app = web.Application(client_max_size=_BODY_LIMIT)
    app.add_routes(routes)
    app.router.add_route("*", "/{rest:.*}", _nowhere)
    return app


async def _nowhere(_request: web.Request) -> web.Response:
    return _answer(404, not_found().body())


def _canonical(method: str) -> str:
    known = METHODS.get(method.lower())
    return known.api_name if known else method


def _connected(request: web.Request) -> bool:
    return request.transport is not None and not request.transport.is_closing()


def _dropped(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _answer(status: int, body: Json) -> web.Response:
    return web.Response(status=status, text=json.dumps(body, ensure_ascii=False), content_type="application/json")
