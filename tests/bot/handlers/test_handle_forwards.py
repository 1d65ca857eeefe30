"""A volunteer forwards residents' messages: each is answered ready to pass on, several get one summary."""

import asyncio
from collections.abc import Callable

import pytest

from bot.config import Settings
from bot.sandbox import (
    Button,
    Message,
    Person,
    SandboxServer,
    Seat,
    from_channel,
    from_chat,
    from_hidden_user,
    from_user,
)
from bot.sandbox.errors import Json
from bot.services import Services
from intents.content.model import Content
from intents.match.decision import Thresholds
from intents.responder import Responder

from ..conftest import Settled

QUESTION = "căn cước hết hạn"
NOT_OURS = "giá vàng hôm nay bao nhiêu"


class Pause:
    """Time that passes when the test says so."""

    def __init__(self) -> None:
        self.over = asyncio.Event()
        self.waiting = 0

    async def __call__(self, _: float) -> None:
        self.waiting += 1
        await self.over.wait()


@pytest.fixture
def pause(bot: Services) -> Pause:
    """The pause after the last forward, which ends when the test lets it."""
    bot.sleep = pause = Pause()
    return pause


@pytest.fixture
def origin(telegram: SandboxServer) -> Json:
    return from_user(telegram.user(1009, "Bảy", "vi", last_name="Võ").user, 1)


def origins(telegram: SandboxServer) -> dict[str, Json]:
    minh = telegram.user(1010, "Minh")
    return {
        "user": from_user(minh.user, 1),
        "hidden": from_hidden_user("Người giấu tên", 1),
        "chat": from_chat(telegram.group("Tổ dân phố", members=[minh], with_bot=False).chat, 1),
        "channel": from_channel(telegram.channel("Tin phường"), 1),
    }


async def forwarded(chat: Seat, text: str, origin: Json) -> Message:
    chat.send(text, origin=origin)
    return await chat.next_bot_message()


@pytest.mark.parametrize("kind", ["user", "hidden", "chat", "channel"])
async def test_a_forward_of_any_origin_is_answered_as_a_reply_to_it(
    bot: Services, telegram: SandboxServer, chat: Seat, kind: str
) -> None:
    asked = chat.send(QUESTION, origin=origins(telegram)[kind])
    answer = await chat.next_bot_message()
    assert answer.text.startswith("Làm căn cước")
    assert answer.reply_to is asked


async def test_the_answer_has_its_source_with_its_date_under_it_and_nothing_chatty(
    bot: Services, chat: Seat, origin: Json
) -> None:
    answer = await forwarded(chat, QUESTION, origin)
    assert answer.text == (
        "Làm căn cước\n\nLàm ở công an phường. Cấp lại hết 35.000 đồng.\n\n"
        "Nguồn: Nghị định 1/2025, 01/06/2025\n\nTheo nguồn đến 08/2026 · chưa có cán bộ duyệt"
    )
    assert answer.labels == ["Xem đầy đủ", "Chia sẻ", "Gửi cán bộ", "Bản chữ", "Ảnh"]


async def test_the_words_around_it_are_vietnamese_whatever_the_volunteers_telegram_speaks(
    bot: Services, telegram: SandboxServer, origin: Json
) -> None:
    answer = await forwarded(telegram.user(1011, "Ann", "en").private(), QUESTION, origin)
    assert "Theo nguồn đến 08/2026" in answer.text


async def test_a_caption_is_answered_too(bot: Services, chat: Seat, origin: Json) -> None:
    chat.send_photo(caption=QUESTION, origin=origin)
    assert (await chat.next_bot_message()).text.startswith("Làm căn cước")


async def test_a_forwarded_command_asks_what_stands_behind_it(bot: Services, chat: Seat, origin: Json) -> None:
    assert (await forwarded(chat, f"/hoi@KhacBot {QUESTION}", origin)).text.startswith("Làm căn cước")
    assert "chưa có chữ nào" in (await forwarded(chat, "/start", origin)).text


async def test_see_all_keeps_it_ready_to_pass_on(bot: Services, chat: Seat, origin: Json) -> None:
    answer = await forwarded(chat, QUESTION, origin)
    await chat.press(answer, "Xem đầy đủ").answered()
    assert "7 ngày làm việc" in answer.text
    assert answer.labels == ["Chia sẻ", "Gửi cán bộ", "Bản chữ", "Ảnh"]


async def test_a_choice_becomes_an_answer_ready_to_pass_on(
    bot: Services, small_content: Content, chat: Seat, origin: Json
) -> None:
    bot.responder = Responder(small_content, Thresholds(answer_score=1.0))
    offer = await forwarded(chat, QUESTION, origin)
    assert "Gửi cán bộ" in offer.labels
    await chat.press(offer, "Làm căn cước").answered()
    assert offer.text.startswith("Làm căn cước")
    assert "Chia sẻ" in offer.labels


async def test_what_has_no_answer_can_be_sent_to_staff(bot: Services, chat: Seat, origin: Json) -> None:
    answer = await forwarded(chat, NOT_OURS, origin)
    assert "chưa có câu trả lời chắc chắn" in answer.text
    await chat.press(answer, "Gửi cán bộ").answered()
    assert "1022" in (await chat.next_bot_message()).text


async def test_sharing_types_the_title_after_the_bots_name_in_another_chat(
    bot: Services, chat: Seat, origin: Json
) -> None:
    answer = await forwarded(chat, QUESTION, origin)
    assert answer.button("Chia sẻ").switch_inline_query == "Làm căn cước"


async def test_the_text_to_copy_is_whole_and_has_source_date_and_no_markup(
    bot: Services, chat: Seat, origin: Json
) -> None:
    answer = await forwarded(chat, QUESTION, origin)
    await chat.press(answer, "Bản chữ").answered()
    text = await chat.next_bot_message()
    assert {one.type for one in text.entities} <= {"url"}
    assert "7 ngày làm việc" in text.text
    assert "Nghị định 1/2025 (https://example.gov.vn/1), 01/06/2025" in text.text
    assert "Hỏi Đáp Số · t.me/HoiDapSoBot. Đây không phải kênh của cơ quan nhà nước." in text.text
    assert text.buttons == ()


async def test_the_picture_is_the_answer_as_it_is_shown_and_is_made_once(
    bot: Services, telegram: SandboxServer, chat: Seat, origin: Json
) -> None:
    answer = await forwarded(chat, QUESTION, origin)
    pictures = []
    for _ in range(2):
        await chat.press(answer, "Ảnh").answered()
        pictures.append(await chat.next_bot_message())
    first, second = pictures
    assert first.reply_to is answer
    assert first.text == "Làm căn cước"
    assert first.file is not None
    assert first.file.data.startswith(b"\x89PNG")
    assert second.file is first.file


async def test_a_picture_that_cannot_be_made_is_said_and_the_text_offered(
    bot: Services, chat: Seat, origin: Json
) -> None:
    bot.press._most_seconds = 0.0
    answer = await forwarded(chat, QUESTION, origin)
    assert "Bản chữ" in (await chat.press(answer, "Ảnh").answered()).text


@pytest.mark.parametrize("data", ["tev:1:khong-co:full", "tet:1:khong-co", "tec:9999:khong-co", "tex:", "tev:g:b:c"])
async def test_a_button_of_ours_that_is_forged_or_stale_is_answered(
    bot: Services, chat: Seat, origin: Json, data: str
) -> None:
    answer = await forwarded(chat, QUESTION, origin)
    await chat.press(answer, Button("giả", 0, 0, callback_data=data)).answered()
    await forwarded(chat, NOT_OURS, origin)
    assert len(chat.bot_messages) <= 3


async def test_two_questions_in_one_message_get_both_answers_and_one_line_of_the_summary(
    bot: Services, chat: Seat, origin: Json, pause: Pause
) -> None:
    asked = chat.send("Căn cước hết hạn thì sao? Làm sao để có chữ ký số?", origin=origin)
    answers = [await chat.next_bot_message() for _ in range(2)]
    assert [one.text.split("\n")[0] for one in answers] == ["Làm căn cước", "Đăng ký chữ ký số"]
    assert all(one.reply_to is asked and "Chia sẻ" in one.labels for one in answers)
    await forwarded(chat, NOT_OURS, origin)
    pause.over.set()
    lines = (await chat.next_bot_message()).text.split("\n")
    assert lines[0] == "Đã xem 2 tin chuyển tiếp, 1 tin có câu trả lời:"
    assert lines[2].endswith(": Làm căn cước; Đăng ký chữ ký số")


async def test_ten_mixed_forwards_come_back_in_order_with_one_summary(
    bot: Services, telegram: SandboxServer, chat: Seat, pause: Pause, settled: Settled
) -> None:
    from_whom = origins(telegram)
    send: list[Callable[[], Message]] = [
        lambda: chat.send(QUESTION, origin=from_whom["user"]),
        lambda: chat.send("đăng ký chữ ký số", origin=from_whom["hidden"]),
        lambda: chat.send(NOT_OURS, origin=from_whom["chat"]),
        lambda: chat.send_photo(caption="mất căn cước thì sao", origin=from_whom["channel"]),
        lambda: chat.send_photo(origin=from_whom["user"]),
        lambda: chat.send("???", origin=from_whom["hidden"]),
        lambda: chat.send("xin chữ ký số cá nhân", origin=from_whom["chat"]),
        lambda: chat.send_document(origin=from_whom["channel"]),
        lambda: chat.send("đường trần văn trứ có phải phố không tiền mặt không", origin=from_whom["user"]),
        lambda: chat.send("nấu bún bò", origin=from_whom["user"]),
    ]
    asked = [one() for one in send]
    answers = [await chat.next_bot_message() for _ in asked]
    assert [answer.reply_to for answer in answers] == asked
    await telegram.polled()
    await settled()
    pause.over.set()
    summary = await chat.next_bot_message()
    assert summary.text.startswith("Đã xem 10 tin chuyển tiếp, 5 tin có câu trả lời:")
    lines = summary.text.split("\n")[2:]
    assert lines[0] == "1. ✅ Minh “căn cước hết hạn”: Làm căn cước"
    assert lines[2] == "3. ❔ Tổ dân phố “giá vàng hôm nay bao nhiêu”: chưa có câu trả lời"
    assert lines[4] == "5. ❔ Minh: không có chữ để đọc"
    assert len(lines) == 10
    chat.send(QUESTION)
    await chat.next_bot_message()
    assert len(chat.bot_messages) == 12


async def test_a_single_forward_gets_no_summary(bot: Services, chat: Seat, origin: Json, pause: Pause) -> None:
    pause.over.set()
    await forwarded(chat, QUESTION, origin)
    await forwarded(chat, NOT_OURS, origin)
    chat.send(QUESTION)
    await chat.next_bot_message()
    assert len(chat.bot_messages) == 3


async def test_two_volunteers_at_once_get_their_own_summaries(
    bot: Services, telegram: SandboxServer, chat: Seat, origin: Json, pause: Pause, settled: Settled
) -> None:
    other = telegram.user(1012, "Hạnh").private()
    for seat in (chat, other):
        for text in (QUESTION, NOT_OURS):
            await forwarded(seat, text, origin)
    await telegram.polled()
    await settled()
    pause.over.set()
    for seat in (chat, other):
        assert (await seat.next_bot_message()).text.startswith("Đã xem 2 tin")


async def test_an_album_is_answered_once_by_its_caption(bot: Services, chat: Seat, origin: Json) -> None:
    chat.send_photo(caption=QUESTION, origin=origin, album="7")
    chat.send_photo(origin=origin, album="7")
    assert (await chat.next_bot_message()).text.startswith("Làm căn cước")
    await forwarded(chat, NOT_OURS, origin)
    assert len(chat.bot_messages) == 2


async def test_whose_message_it_was_is_stored_nowhere(
    bot: Services, chat: Seat, lan: Person, origin: Json, settings: Settings, pause: Pause
) -> None:
    await forwarded(chat, QUESTION, origin)
    await forwarded(chat, NOT_OURS, origin)
    pause.over.set()
    assert "Bảy Võ" in (await chat.next_bot_message()).text
    written = b"".join(path.read_bytes() for path in settings.data.iterdir() if path.is_file())
    assert QUESTION.encode() in written
    assert "Bảy".encode() not in written
    assert b"1009" not in written
