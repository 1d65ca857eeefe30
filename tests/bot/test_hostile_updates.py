"""Whatever comes in as an update: no crash, no silence, nothing of it taken for markup.

Random updates go through the real application's handlers; its replies go over HTTP to the sandbox, which refuses what
Telegram would refuse.
"""

from __future__ import annotations

import asyncio
import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telegram.error import TelegramError

from bot.application import build_application
from bot.config import load_settings
from bot.delivery.attempt import Attempt, begin_attempt
from bot.handlers.dispatch import Readable
from bot.health import Vitals
from bot.privacy import mask
from bot.reading_updates import PlainQuestion, read_update
from bot.sandbox import Person, SandboxServer, only_loopback
from bot.services import Services
from bot.store import open_store
from intents.content.model import Content
from intents.responder import Responder

from .conftest import NOW, TOKEN

LAN = 1001
MARK = "<i>zq7731</i>"
"""Stands in every text; nothing that the bot sends may hold it."""

NASTY = (
    "căn cước hết hạn", "đăng ký chữ ký số", "giá vàng", " ", "\n", "\x00", "\u202e", "\u2066", "\u200b\u200d\u2060",
    "\u0301" * 500, "ệ" * 50, "a" * 600, "ﷺ" * 40, "😀", "👨\u200d👩\u200d👧", "\ud800", "\udfff", "\ufffe", "ị" * 9,
    "<b>", "</a>", "&lt;", "&#0;", "<script>alert(1)</script>", "*_`[](tg://user?id=1)", "{{phi}}", "{0.__class__}",
    "%s%n", "../../etc/passwd", "'; DROP TABLE questions; --", "\" OR 1=1", "!!python/object:os.system", "(a+)+$",
    "${jndi:ldap://x}", "/start", "/start can-cuoc", "/chude", "/hoi", "/hoi căn cước", "/xoadulieu", "@HoiDapSoBot",
    "048099001234", "0905 123 456", "mã OTP là 735291", "43A-123.45", "lan@example.com", "9" * 300, "1.000." * 50,
)  # fmt: skip
Words = st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=12)), min_size=0, max_size=6).map("".join)
Data = st.one_of(
    st.text(max_size=70),
    st.builds(
        ":".join,
        st.lists(
            st.one_of(
                st.sampled_from("acfrmtbqhel"),
                st.sampled_from(
                    ("0", "1", "-1", "9" * 18, "can-cuoc", "chu-ky-so", "full", "le-phi", "ask", "yes", "vi")
                ),
                st.text(max_size=5),
            ),
            max_size=5,
        ),
    ),
)
Scrap = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**63), 2**63), st.floats(allow_nan=False), Words),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=6), inner, max_size=3)),
    max_leaves=8,
)

FAST = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)

USER = {"id": LAN, "is_bot": False, "first_name": "Lan", "language_code": "vi"}
CHAT = {"id": LAN, "type": "private", "first_name": "Lan"}


def message(text: str | None, **more: object) -> dict[str, Any]:
    words = {} if text is None else {"text": text}
    return {"message_id": 7, "date": 1_795_000_000, "chat": dict(CHAT), "from": dict(USER), **words, **more}


def callback(data: str, *, inline: bool = False) -> dict[str, Any]:
    place = {"inline_message_id": "x"} if inline else {"message": message("cũ")}
    return {"id": "42", "from": dict(USER), "chat_instance": "1", "data": data, **place}


async def _wait(_: bool) -> None:
    raise AssertionError("the sandbox answers at once")


async def _go_on() -> None:
    raise AssertionError("nothing was waited for")


class Bot:
    """The application over a sandbox, fed update by update."""

    def __init__(self, folder: Path, content: Content) -> None:
        self._runner = asyncio.Runner()
        self._folder = folder
        self._content = content
        self.errors: list[BaseException] = []

    def open(self) -> None:
        self._runner.run(self._open())

    async def _open(self) -> None:
        self.telegram = SandboxServer({TOKEN: "HoiDapSoBot"})
        await self.telegram.__aenter__()
        self.lan: Person = self.telegram.user(LAN, "Lan", "vi")
        self.lan.private().send("chào")
        environ = {"HOIDAP_API_URL": self.telegram.api_url, "HOIDAP_LIMITS": "off", "HOIDAP_DATA": "data"}
        configured = load_settings(environ, self._folder)
        self.store = open_store(configured.data)
        services = self.services = Services(configured, Responder(self._content), self.store, b"khoa" * 8, lambda: NOW)
        self.application, self.dispatch = build_application(configured, TOKEN, services, Vitals(polls=True))
        await self.application.initialize()

    def close(self) -> None:
        self._runner.run(self._close())
        self._runner.close()

    async def _close(self) -> None:
        await self.application.shutdown()
        await self.store.aclose()
        await self.telegram.__aexit__(None, None, None)

    def take(self, update: dict[str, Any]) -> bool:
        """Handles one update as it comes over the wire; whether it could be read at all."""
        self.errors.clear()
        self.telegram.calls.clear()
        raw = json.loads(json.dumps(update))
        read = self.dispatch.read(raw)
        if read is None:
            return False
        self._runner.run(self._work_off(read))
        return True

    def take_the_long_way(self, update: dict[str, Any]) -> None:
        """Handles one update as the handlers would, whatever it is."""
        self.telegram.calls.clear()
        read = read_update(json.loads(json.dumps(update)), self.application.bot)
        assert read is not None
        self._runner.run(self._work_off(read))

    async def _work_off(self, update: Readable) -> None:
        attempt = Attempt(_wait, _go_on)
        begin_attempt(attempt)
        await self.dispatch.work_off(update)
        if attempt.error is not None:
            self.errors.append(attempt.error)

    def forget(self) -> None:
        """Erases what was asked before, so that nothing is read as a follow-up to it."""
        self._runner.run(self.store.erase(self.services.person(LAN)))

    def sent(self) -> list[dict[str, Any]]:
        """The messages sent since, question numbers in their buttons left out."""
        calls = self.telegram.calls.accepted("sendMessage")
        return [json.loads(re.sub(r":\d+", ":", json.dumps(call.params))) for call in calls]

    def said(self) -> list[str]:
        """What the bot has sent or edited since."""
        calls = [*self.telegram.calls.accepted("sendMessage"), *self.telegram.calls.accepted("editMessageText")]
        return [str(call.params.get("text", "")) for call in calls]

    def crashed(self) -> list[BaseException]:
        """Errors of our own; a chat that Telegram does not know is none."""
        return [error for error in self.errors if not isinstance(error, TelegramError)]

    def stored(self) -> str | None:
        return self._runner.run(self._last())

    async def _last(self) -> str | None:
        last = await self.store._do(lambda db: db.execute("SELECT max(id) FROM questions").fetchone())
        return await self.store.question_text(last[0] or 0)


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory, small_content: Content) -> Iterator[Bot]:
    with only_loopback():
        one = Bot(tmp_path_factory.mktemp("bot"), small_content)
        one.open()
        yield one
        one.close()


@FAST
@given(Words)
def test_any_text_is_answered_and_never_echoed(bot: Bot, text: str) -> None:
    assert bot.take({"update_id": 1, "message": message(f"{text}{MARK}")})
    assert bot.crashed() == []
    assert bot.said()
    assert not any("zq7731" in said for said in bot.said())
    assert bot.telegram.calls.refused() == []


@FAST
@given(Words, st.sampled_from(["vi", "en", None]))
def test_a_plain_question_is_answered_as_the_handlers_answer_it(bot: Bot, text: str, language: str | None) -> None:
    plain = {"update_id": 1, "message": message(text, **{"from": {**USER, "language_code": language}})}
    assert isinstance(bot.dispatch.read(plain), PlainQuestion)
    bot.forget()
    assert bot.take(plain)
    straight = bot.sent(), bot.stored()
    bot.forget()
    bot.take_the_long_way(plain)
    assert (bot.sent(), bot.stored()) == straight
    assert bot.crashed() == []


@pytest.mark.parametrize(
    "more",
    [
        {"entities": [{"type": "bot_command", "offset": 0, "length": 6}]},
        {"reply_to_message": message("chào")},
        {"forward_origin": {"type": "hidden_user", "sender_user_name": "x", "date": 1}},
        {"chat": {"id": -100200300, "type": "supergroup", "title": "Tổ"}},
        {"from": {**USER, "language_code": 7}},
        {"from": {**USER, "id": True}},
        {"date": -1},
        {"message_id": "7"},
        {"text": None},
        {"caption": "a"},
    ],
)
def test_only_words_alone_in_a_private_chat_are_a_plain_question(bot: Bot, more: dict[str, Any]) -> None:
    assert not isinstance(bot.dispatch.read({"update_id": 1, "message": message("/start") | more}), PlainQuestion)


@FAST
@given(Words)
def test_any_caption_and_any_edit_is_answered(bot: Bot, text: str) -> None:
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    assert bot.take({"update_id": 1, "message": message(None, caption=text, photo=photo)})
    assert bot.crashed() == []
    assert bot.said()
    assert bot.take({"update_id": 2, "edited_message": message(text, edit_date=1_795_000_009)})
    assert bot.crashed() == []


@FAST
@given(Words)
def test_what_is_kept_of_any_text_is_masked_and_can_be_read_again(bot: Bot, text: str) -> None:
    question = f"hỏi {text}"
    assert bot.take({"update_id": 1, "message": message(question)})
    assert bot.stored() == mask(question)[:4096]


@FAST
@given(Data, st.booleans())
def test_any_button_however_forged_or_stale_is_answered(bot: Bot, data: str, inline: bool) -> None:
    assert bot.take({"update_id": 1, "callback_query": callback(data, inline=inline)})
    assert bot.crashed() == []
    assert bot.telegram.calls.of("answerCallbackQuery")


@FAST
@given(Words, st.booleans())
def test_a_group_is_answered_only_when_it_asks_and_nothing_breaks_it(bot: Bot, text: str, asks: bool) -> None:
    group = {"id": -100200300, "type": "supergroup", "title": text or "Tổ"}
    asked = f"/hoi {text}" if asks else f"nói chuyện {text}"
    assert bot.take({"update_id": 1, "message": message(asked, chat=group)})
    assert bot.crashed() == []
    assert bool(bot.telegram.calls.of("sendMessage")) is asks


@FAST
@given(st.data())
def test_an_update_with_anything_anywhere_in_it_breaks_nothing(bot: Bot, data: st.DataObject) -> None:
    kind, body = data.draw(
        st.sampled_from(
            [
                ("message", message("căn cước")),
                ("message", message("căn cước", entities=[{"type": "bot_command", "offset": 0, "length": 3}])),
                ("edited_message", message("căn cước", reply_to_message=message("chào"))),
                ("callback_query", callback("a:1:can-cuoc:full")),
                ("message", message(None, sticker={"file_id": "a", "file_unique_id": "b", "type": "regular"})),
            ]
        )
    )
    update = {"update_id": 1, kind: copy.deepcopy(body)}
    for _ in range(data.draw(st.integers(1, 4))):
        place: Any = update[kind]
        while True:
            key = data.draw(st.sampled_from(sorted(place)))
            if not isinstance(place[key], dict) or not place[key] or data.draw(st.booleans()):
                break
            place = place[key]
        place[key] = data.draw(Scrap)
    bot.take(update)
    assert bot.crashed() == []


@pytest.mark.parametrize(
    "raw",
    [
        {"update_id": 1},
        {"update_id": 1, "poll": {}},
        {"update_id": 1, "message": None},
        {"update_id": 1, "message": message("x" * 1_000_000)},
        {"update_id": 1, "message": message("\u0301" * 4096)},
        {"update_id": 1, "message": message("căn cước", lạ=json.loads("[" * 400 + "]" * 400))},
        {"update_id": 1, "message": message("căn cước", entities=[{"type": "x", "offset": -9, "length": 10**9}] * 500)},
        {"update_id": 1, "channel_post": message("căn cước")},
        {"update_id": 1, "callback_query": callback("a:1:can-cuoc:full" * 5000)},
    ],
    ids=["empty", "poll", "null", "huge", "marks", "nested", "entities", "channel", "long data"],
)
def test_what_no_telegram_would_send_breaks_nothing(bot: Bot, raw: dict[str, Any]) -> None:
    bot.take(raw)
    assert bot.crashed() == []


def test_a_forged_choice_is_not_kept_as_if_it_were_an_article(bot: Bot) -> None:
    assert bot.take({"update_id": 1, "message": message("giá vàng hôm nay")})
    asked = bot._runner.run(bot.store._do(lambda db: db.execute("SELECT max(id) FROM questions").fetchone()[0]))
    bot.take({"update_id": 2, "callback_query": callback(f"c:{asked}:bài của kẻ gian")})
    choice = bot._runner.run(
        bot.store._do(lambda db: db.execute("SELECT choice FROM questions WHERE id = ?", (asked,)).fetchone()[0])
    )
    assert choice is None
