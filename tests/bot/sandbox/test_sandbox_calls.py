"""How calls reach the server: tokens, methods, forms of parameters, loopback."""

import json
import urllib.error
import urllib.request

import aiohttp
import pytest
from telegram import Bot
from telegram.error import InvalidToken, NetworkError

from bot.sandbox import LeftLoopbackError, SandboxServer, Seat, only_loopback
from bot.sandbox.files import UPLOAD_LIMIT
from bot.sandbox.methods import METHODS


async def test_get_me_names_the_bot(bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.id, me.username, me.is_bot, me.supports_inline_queries) == (123, "HoiDapSoBot", True, True)


async def test_a_wrong_token_is_unauthorized(server: SandboxServer) -> None:
    bot = Bot("123:wrong", base_url=server.api_url)
    with pytest.raises(InvalidToken) as refused:
        await bot.initialize()
    await bot.shutdown()
    assert str(refused.value.__cause__) == "Unauthorized"


async def test_a_malformed_token_and_an_unknown_method_are_not_found(http: aiohttp.ClientSession) -> None:
    for address in ("sendRichMessage", "/botabc/getMe", "/elsewhere"):
        async with http.get(address) as response:
            assert (response.status, await response.json()) == (
                404,
                {"ok": False, "error_code": 404, "description": "Not Found"},
            )


async def test_a_malformed_token_of_our_own_is_refused_when_the_server_is_made() -> None:
    with pytest.raises(ValueError, match="'Bot' that is not"):
        SandboxServer({"abc": "Bot"})


async def test_parameters_come_as_query_form_json_or_multipart(http: aiohttp.ClientSession, chat: Seat) -> None:
    values = {"chat_id": "1001", "text": "xin chào", "reply_parameters": json.dumps({"message_id": 1})}
    form = aiohttp.FormData(values, default_to_multipart=True)
    as_json = {"chat_id": 1001, "text": "xin chào", "reply_parameters": {"message_id": 1}}
    answers = []
    for call in (
        http.get("sendMessage", params=values),
        http.post("sendmessage", data=values),
        http.post("SENDMESSAGE", json=as_json),
        http.post("sendMessage", data=form),
    ):
        async with call as response:
            answers.append((await response.json())["result"])
    assert [(one["text"], one["reply_to_message"]["message_id"]) for one in answers] == [("xin chào", 1)] * 4


@pytest.mark.parametrize(
    ("method", "values", "reason"),
    [
        ("sendMessage", {"text": "x"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": 1001}, "message text is empty"),
        ("sendMessage", {"chat_id": 1001, "text": "x", "reply_markup": "{"}, "can't parse reply markup JSON object"),
        ("sendMessage", {"chat_id": 1001, "text": "x", "reply_markup": []}, "object expected as reply markup"),
        ("sendMessage", {"chat_id": 1001, "text": "x", "parse_mode": "Wiki"}, "unsupported parse_mode"),
        ("sendMessage", {"chat_id": 1001, "text": {"a": 1}}, 'field "text" must be of type String'),
        ("sendMessage", {"chat_id": "khong-co", "text": "x"}, "chat not found"),
        ("editMessageText", {"chat_id": 1001, "text": "x"}, "message identifier is not specified"),
        ("sendChatAction", {"chat_id": 1001, "action": "dancing"}, "wrong parameter action in request"),
        ("getChatMember", {"chat_id": 1001, "user_id": "abc"}, "invalid user_id specified"),
        ("getFile", {}, "file_id not specified"),
        ("sendPhoto", {"chat_id": 1001}, "there is no photo in the request"),
        (
            "getUpdates",
            {"limit": "many"},
            'invalid limit specified: can\'t parse "many" as an integer',
        ),
    ],
)
async def test_missing_and_malformed_parameters_are_refused(
    http: aiohttp.ClientSession, chat: Seat, method: str, values: dict[str, object], reason: str
) -> None:
    async with http.post(method, json=values) as response:
        assert (response.status, (await response.json())["description"]) == (400, f"Bad Request: {reason}")


async def test_a_body_that_is_no_json_object_is_refused(http: aiohttp.ClientSession) -> None:
    for body in (b"{", b"[1]"):
        async with http.post("getMe", data=body, headers={"Content-Type": "application/json"}) as response:
            assert response.status == 400


async def test_calls_are_recorded_with_their_outcome(server: SandboxServer, bot: Bot, chat: Seat) -> None:
    await bot.send_message(1001, "một")
    async with aiohttp.ClientSession() as session:
        await session.post(f"{server.api_url}123:abc/sendMessage", json={"chat_id": 1001})
    accepted, refused = server.calls.of("sendMessage")
    assert (accepted.accepted, accepted.params["text"]) == (True, "một")
    assert (refused.accepted, str(refused.error)) == (False, "400 Bad Request: message text is empty")
    assert server.calls.refused("sendMessage") == [refused]


JUNK: list[object] = [
    None,
    True,
    -1,
    10**30,
    "",
    "ế" * 5000,
    "9" * 5000,
    [],
    [[]],
    [{}],
    {},
    {"type": []},
    [{"type": [], "id": "a"}],
    "{",
    "[1]",
]
NAMES = (
    "chat_id", "from_chat_id", "message_id", "message_ids", "user_id", "text", "caption", "entities", "parse_mode",
    "reply_markup", "reply_parameters", "link_preview_options", "message_thread_id", "photo", "document", "file_id",
    "offset", "limit", "allowed_updates", "url", "max_connections", "callback_query_id", "inline_query_id", "results",
    "button", "commands", "scope", "language_code", "name", "menu_button", "reaction", "action", "inline_message_id",
)  # fmt: skip
GOOD = {"chat_id": 1001, "from_chat_id": 1001, "message_id": 2, "text": "x", "caption": "x", "user_id": 1001}


@pytest.mark.parametrize("method", sorted(METHODS.keys() - {"logout"}))
async def test_no_parameter_however_wrong_makes_the_server_fail(
    bot: Bot, http: aiohttp.ClientSession, chat: Seat, method: str
) -> None:
    await bot.send_message(1001, "x")
    for name in NAMES:
        for junk in JUNK:
            async with http.post(method, json={**GOOD, name: junk}) as response:
                assert response.status < 500, (name, junk)


async def test_an_upload_beyond_50_megabytes_is_refused(bot: Bot, chat: Seat) -> None:
    with pytest.raises(NetworkError, match="Request Entity Too Large"):
        await bot.send_document(1001, bytes(UPLOAD_LIMIT + 1), filename="phim.mp4")


async def test_log_out_ends_the_use_of_the_server(bot: Bot, http: aiohttp.ClientSession) -> None:
    assert await bot.log_out()
    async with http.get("getUpdates") as response:
        assert (response.status, (await response.json())["description"]) == (400, "Logged out")


async def test_close_is_accepted(bot: Bot) -> None:
    assert await bot.close()


def test_the_guard_refuses_other_machines() -> None:
    for address in ("http://192.0.2.1/", "http://dichvucong.gov.vn/"):
        with only_loopback(), pytest.raises(LeftLoopbackError):
            urllib.request.urlopen(address, timeout=1)


async def test_the_server_keeps_its_world_and_port_over_a_restart(server: SandboxServer, chat: Seat) -> None:
    port = server.port
    await server.stop()
    await server.start()
    async with Bot("123:abc", base_url=server.api_url) as again:
        await again.send_message(1001, "vẫn đây")
    assert (server.port, chat.last_bot_message.text) == (port, "vẫn đây")
