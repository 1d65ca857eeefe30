"""Whatever is handed in as an update, by Telegram or by somebody who pretends to be it: it ends with an outcome, takes
nobody along, and whoever waits for an answer in a private chat hears something."""

from __future__ import annotations

import asyncio
import copy
import itertools
import json
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AsyncExitStack, closing
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.config import load_settings
from bot.delivery import working
from bot.delivery.delivery import Delivery, bot_id
from bot.delivery.wire import UnreadableError, unreadable, updates_in
from bot.sandbox import SandboxServer, only_loopback
from bot.services import Services
from bot.store import open_store
from bot.store.sqlite import FILE
from intents.content.model import Content
from intents.responder import Responder
from tests.bot.conftest import NOW, TOKEN
from tests.bot.delivery.conftest import Start
from tests.bot.test_hostile_updates import CHAT, LAN, USER, Data, Scrap, Words, callback, message

KINDS = (
    "message", "edited_message", "channel_post", "edited_channel_post", "business_message", "edited_business_message",
    "guest_message", "callback_query", "inline_query", "chosen_inline_result", "shipping_query", "pre_checkout_query",
    "poll", "poll_answer", "my_chat_member", "chat_member", "chat_join_request", "message_reaction", "chat_boost",
    "business_connection", "deleted_business_messages", "purchased_paid_media", "kind_of_tomorrow",
)  # fmt: skip
ENDED = {"sent", "refused", "nothing", "set_aside"}
MEMBER = {"user": dict(USER), "status": "member"}
BODIES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("message", message("căn cước hết hạn", entities=[{"type": "bold", "offset": 0, "length": 3}])),
    ("message", message(None, caption="chữ ký số", photo=[])),
    ("message", message(None, contact={"phone_number": "0905123456", "first_name": "Ba"})),
    ("message", message("x", forward_origin={"type": "user", "date": 1, "sender_user": dict(USER)})),
    ("message", message("còn phí thì sao", reply_to_message=message("chào"))),
    ("edited_message", message("căn cước", edit_date=1_795_000_009)),
    ("callback_query", callback("a:1:can-cuoc:full")),
    ("callback_query", callback("f:1:1", inline=True)),
    ("inline_query", {"id": "7", "from": dict(USER), "query": "chữ ký số", "offset": "", "chat_type": "private"}),
    ("channel_post", message("căn cước", chat={"id": -1001, "type": "channel", "title": "Kênh"})),
    ("business_message", message("căn cước", business_connection_id="b")),
    ("poll", {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "type": "regular"}),
    ("poll_answer", {"poll_id": "1", "user": dict(USER), "option_ids": [0]}),
    (
        "my_chat_member",
        {"chat": {"id": -5, "type": "group", "title": "T"}, "from": dict(USER), "date": 1,
         "old_chat_member": {**MEMBER, "status": "left"}, "new_chat_member": MEMBER},
    ),
)  # fmt: skip
FUZZ = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


class Bot:
    """The whole of delivery over a sandbox and a file, handed raw updates."""

    def __init__(self, folder: Path, content: Content) -> None:
        self._runner = asyncio.Runner()
        self._stack = AsyncExitStack()
        self._ids = itertools.count(1)
        self._folder = folder
        self._content = content

    def open(self) -> None:
        self._runner.run(self._open())

    async def _open(self) -> None:
        self.telegram = await self._stack.enter_async_context(SandboxServer({TOKEN: "HoiDapSoBot"}))
        self.telegram.user(LAN, "Lan", "vi").private().send("chào")
        environ = {"HOIDAP_API_URL": self.telegram.api_url, "HOIDAP_LIMITS": "off", "HOIDAP_DATA": "data"}
        configured = load_settings(environ, self._folder)
        store = open_store(configured.data)
        self._stack.push_async_callback(store.aclose)
        services = Services(configured, Responder(self._content), store, b"khoa" * 8, lambda: NOW)
        self.delivery = Delivery(configured, TOKEN, services, store.inbox(bot_id(TOKEN)))
        await self._stack.enter_async_context(self.delivery.application)
        await self.delivery.start(self._stack)

    def close(self) -> None:
        self._runner.run(self._stack.aclose())
        self._runner.close()

    def take(self, *raws: dict[str, Any]) -> list[tuple[str, bool]]:
        """Hands them in as one batch; outcome of each, in order, and whether its payload is gone."""
        self.telegram.calls.clear()
        numbered = [{**raw, "update_id": next(self._ids)} for raw in raws]
        self._runner.run(self._take(numbered))
        with closing(sqlite3.connect(self._folder / "data" / FILE)) as db:
            marks = ",".join(str(raw["update_id"]) for raw in numbered)
            return db.execute(
                f"SELECT outcome, payload IS NULL FROM inbox WHERE update_id IN ({marks}) ORDER BY update_id"  # noqa: S608
            ).fetchall()

    async def _take(self, raws: Sequence[dict[str, Any]]) -> None:
        await self.delivery.receiver.receive(raws)
        async with asyncio.timeout(30):
            while self.delivery.pending:  # noqa: ASYNC110 - attempts rest in between, and nothing says so
                await asyncio.sleep(0.001)
        await self.delivery.settled()

    def told(self, chat: int) -> int:
        """How many messages that chat was sent."""
        return sum(str(call.params["chat_id"]) == str(chat) for call in self.telegram.calls.accepted("sendMessage"))


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory, small_content: Content) -> Iterator[Bot]:
    with only_loopback(), pytest.MonkeyPatch.context() as patched:
        patched.setattr(working, "FIRST_REST", 0.0001)
        one = Bot(tmp_path_factory.mktemp("bot"), small_content)
        one.open()
        yield one
        one.close()


def spoiled(draw: Callable[[st.SearchStrategy[Any]], Any], body: Any) -> Any:
    """The body with something else in up to four places, or a place less."""
    body = copy.deepcopy(body)
    for _ in range(draw(st.integers(0, 4))):
        place = body
        while True:
            key = draw(st.sampled_from(sorted(place)))
            if not isinstance(place[key], dict) or not place[key] or draw(st.booleans()):
                break
            place = place[key]
        if draw(st.booleans()):
            place[key] = draw(Scrap)
        elif len(place) > 1:
            del place[key]
    return body


@FUZZ
@given(st.data())
def test_whatever_comes_ends_with_an_outcome_and_nothing_is_left_of_it(bot: Bot, data: st.DataObject) -> None:
    raws = []
    for _ in range(4):
        kind, body = data.draw(st.sampled_from(BODIES))
        raws.append({kind: spoiled(data.draw, body)})
    raws.append({data.draw(st.sampled_from(KINDS)): data.draw(Scrap)})
    ended = bot.take(*raws, {"message": message("căn cước hết hạn")})
    assert len(ended) == len(raws) + 1
    assert {outcome for outcome, _ in ended} <= ENDED
    assert all(gone for _, gone in ended)
    assert ended[-1][0] == "sent", "a neighbour that asks properly is answered"


@FUZZ
@given(st.data())
@example(None)
def test_whoever_writes_in_a_private_chat_hears_something_however_broken_the_message(
    bot: Bot, data: st.DataObject | None
) -> None:
    kind, body = ("message", BODIES[0][1]) if data is None else data.draw(st.sampled_from(BODIES[:5]))
    broken = spoiled(data.draw, body) if data else {**body, "date": "hôm qua"}
    whole = {**broken, "message_id": 7, "chat": dict(CHAT), "from": dict(USER)}
    ((outcome, _),) = bot.take({kind: whole})
    assert outcome in ENDED
    assert bot.told(LAN) >= 1


@FUZZ
@given(Data, Words)
def test_forged_buttons_and_odd_inline_queries_end_answered(bot: Bot, data: str, words: str) -> None:
    query = {"id": "7", "from": dict(USER), "query": words, "offset": words[:9], "chat_type": "sender"}
    ended = bot.take({"callback_query": callback(data)}, {"inline_query": query})
    assert "set_aside" not in {outcome for outcome, _ in ended}
    assert bot.telegram.calls.of("answerCallbackQuery")
    assert bot.telegram.calls.of("answerInlineQuery")


# What comes over the wire, below any parser


def answer(*updates: bytes) -> bytes:
    return b'{"ok":true,"result":[' + b",".join(updates) + b"]}"


GOOD = b'{"update_id": 1, "message": {"text": "a, ]} \\" [{"}}'
DEEP = b'{"update_id": 2, "message": ' + b'{"a":' * 5000 + b"1" + b"}" * 5000 + b"}"
LONG = b'{"message": {"a": ' + b"9" * 5000 + b'}, "update_id": 2}'


@pytest.mark.parametrize("poison", [DEEP, LONG], ids=["nested", "digits"])
def test_one_that_cannot_be_read_takes_none_of_its_batch_along(poison: bytes) -> None:
    (first, broken, last) = updates_in(answer(GOOD, poison, GOOD.replace(b"1", b"3")))
    assert (first["update_id"], broken, last["update_id"]) == (1, unreadable(2), 3)


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"ok":true}', answer(GOOD, DEEP)[:-9], answer(LONG)[:-1]])
def test_an_answer_that_is_none_or_was_cut_off_is_no_answer(body: bytes) -> None:
    if body == answer(LONG)[:-1]:
        assert updates_in(body) == [unreadable(2)], "all of the list is there"
    else:
        with pytest.raises(UnreadableError):
            updates_in(body)


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reading(body: bytes) -> None:
    for wrapped in (body, answer(body), answer(LONG, body)):
        try:
            assert isinstance(updates_in(wrapped), list)
        except UnreadableError:
            continue


def question(number: int, chat: int) -> bytes:
    update: dict[str, Any] = {"update_id": number, "message": message("chữ ký số, bà Sáu", date=int(time.time()))}
    update["message"] |= {"chat": {**CHAT, "id": chat}, "from": {**USER, "id": chat}}
    return json.dumps(update, ensure_ascii=False).encode()


class Wire:
    """A Bot API that hands out bytes as they are."""

    def __init__(self, *updates: tuple[int, bytes]) -> None:
        self._updates = updates
        self.told: asyncio.Queue[int] = asyncio.Queue()
        self.polls = 0

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        match request.path.rpartition("/")[2].lower():
            case "getupdates":
                self.polls += 1
                offset = int(request.query.get("offset", 0))
                if left := [raw for number, raw in self._updates if number >= offset]:
                    return web.Response(body=answer(*left), content_type="application/json")
                await asyncio.sleep(1)
                return web.json_response({"ok": True, "result": []})
            case "getme":
                me = {"id": 123, "is_bot": True, "first_name": "B", "username": "Bot"}
                return web.json_response({"ok": True, "result": me})
            case "sendmessage":
                chat = int((await request.json())["chat_id"])
                self.told.put_nowait(chat)
                sent = {"message_id": 9, "date": 1, "chat": {"id": chat, "type": "private"}, "text": "x"}
                return web.json_response({"ok": True, "result": sent})
        return web.json_response({"ok": True, "result": True})


async def test_the_process_answers_those_around_a_poisoned_update_and_logs_no_word(start: Start, data: Path) -> None:
    wire = Wire((1, question(1, 11)), (2, DEEP), (2, LONG), (3, b'{"khong": "co id"}'), (4, question(4, 12)))
    runner = web.ServerRunner(web.Server(wire.handle, access_log=None))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        async with start(f"http://127.0.0.1:{runner.addresses[0][1]}/bot") as bot:
            told = {await asyncio.wait_for(wire.told.get(), 60) for _ in range(2)}
            await bot.settled()
            assert bot.process.returncode is None
            assert not any("bà Sáu" in line or "\\u1eef" in line for line in bot.log)
    finally:
        await runner.cleanup()
    assert told == {11, 12}
    assert wire.polls < 10
    with closing(sqlite3.connect(data / FILE)) as db:
        assert dict(db.execute("SELECT update_id, outcome FROM inbox")) == {1: "sent", 2: "set_aside", 4: "sent"}
