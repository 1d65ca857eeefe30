"""Inline mode: `@bot …` typed in any chat."""

import dataclasses
from datetime import timedelta

import pytest

from bot.config import OperatorSettings
from bot.sandbox import Person, SandboxServer, Seat
from bot.sandbox.errors import Json
from bot.services import Services
from bot.store import QuestionRecord
from intents.content.model import Content
from intents.responder import Responder
from tests.conftest import ArticleMaker

from .test_handle_buttons import Running


@pytest.fixture
def elsewhere(telegram: SandboxServer, lan: Person) -> Seat:
    """A group in which the bot is not."""
    return telegram.group("Nhà", members=[lan], with_bot=False).seat(lan)


async def offered(seat: Seat, typed: str, offset: str = "") -> list[Json]:
    return (await seat.inline(typed, offset=offset).results()).results


def record(bot: Services, article: str) -> QuestionRecord:
    asked_at = bot.clock() - timedelta(days=1)
    return QuestionRecord("ai", "private", "câu hỏi", "answered", article, None, 0.9, (), "vi", asked_at)


async def test_a_result_shows_title_and_first_lines(bot: Services, elsewhere: Seat) -> None:
    first = (await offered(elsewhere, "căn cước hết hạn"))[0]
    assert first["title"] == "Làm căn cước"
    assert first["description"] == "Làm ở công an phường. Cấp lại hết 35.000 đồng."


async def test_a_chosen_result_is_sent_as_the_whole_answer_with_source_and_operator(
    bot: Services, elsewhere: Seat
) -> None:
    bot.settings = bot.settings.model_copy(update={"operator": OperatorSettings(name="Tổ 12", contact="0236 1022")})
    ask = elsewhere.inline("căn cước hết hạn")
    first = (await ask.results()).results[0]
    card = ask.choose(first["id"])
    assert card.text == (
        "Làm căn cước\n\nLàm ở công an phường. Cấp lại hết 35.000 đồng.\n\nLệ phí\nCấp lại: 35.000 đồng.\n\n"
        "Thời gian\n7 ngày làm việc.\n\nNguồn: Nghị định 1/2025, 01/06/2025\n\n"
        "Theo nguồn đến 08/2026 · chưa có cán bộ duyệt\n\n"
        "Hỏi Đáp Số · t.me/HoiDapSoBot. Người vận hành: Tổ 12 (0236 1022). Đây không phải kênh của cơ quan nhà nước."
    )
    assert card.button("Hỏi thêm").url == "https://t.me/HoiDapSoBot?start=can-cuoc"


async def test_the_title_and_the_lines_are_of_what_is_asked(bot: Services, elsewhere: Seat) -> None:
    first = (await offered(elsewhere, "làm căn cước mấy ngày có"))[0]
    assert (first["title"], first["description"]) == ("Làm căn cước: Thời gian", "7 ngày làm việc.")


async def test_a_street_that_is_named_stands_in_the_card(bot: Services, elsewhere: Seat) -> None:
    first = (await offered(elsewhere, "đường trần văn trứ có phải phố không tiền mặt không"))[0]
    assert "Đường Trần Văn Trứ (quận Hải Châu cũ) có trong danh sách" in first["message"]["text"]


@pytest.mark.parametrize("upto", range(2, len("chữ ký số") + 1))
async def test_every_keystroke_finds_what_its_letters_begin(bot: Services, elsewhere: Seat, upto: int) -> None:
    titles = [one["title"] for one in await offered(elsewhere, "chữ ký số"[:upto])]
    assert titles[0] == "Đăng ký chữ ký số"


async def test_letters_without_accents_find_it_too(bot: Services, elsewhere: Seat) -> None:
    assert (await offered(elsewhere, "can cu"))[0]["title"] == "Làm căn cước"


async def test_the_title_that_the_share_button_types_comes_first(bot: Services, elsewhere: Seat) -> None:
    for article in bot.responder.content.articles.values():
        assert (await offered(elsewhere, article.title))[0]["title"].startswith(article.title)


async def test_an_empty_query_offers_the_most_asked_then_the_suggestions(bot: Services, elsewhere: Seat) -> None:
    for _ in range(2):
        await bot.store.record_question(record(bot, "danh-sach-tuyen-pho"))
    titles = [one["title"] for one in await offered(elsewhere, "")]
    assert titles == ["Danh sách tuyến phố không tiền mặt", "Đăng ký chữ ký số", "Làm căn cước"]


async def test_before_anything_was_asked_an_empty_query_offers_the_suggestions(bot: Services, elsewhere: Seat) -> None:
    assert [one["title"] for one in await offered(elsewhere, " ")] == ["Đăng ký chữ ký số", "Làm căn cước"]


async def test_what_fits_nothing_offers_the_private_chat(bot: Services, elsewhere: Seat) -> None:
    shown = await elsewhere.inline("zzz").results()
    assert shown.results == []
    assert shown.button is not None
    assert shown.button["start_parameter"] == "hoi"


@pytest.mark.parametrize("typed", ["?!…", "😀", "\u0301\u0301", "<b>", "x" * 256, "' OR 1=1 --"])
async def test_any_letters_get_an_answer(bot: Services, elsewhere: Seat, typed: str) -> None:
    assert len(await offered(elsewhere, typed)) <= 50


async def test_results_are_for_everybody_and_kept_a_short_time(
    bot: Services, elsewhere: Seat, telegram: SandboxServer
) -> None:
    shown = await elsewhere.inline("căn cước").results()
    assert (shown.is_personal, shown.cache_time) == (False, 30)
    ann = telegram.user(1020, "Ann", "en").private()
    assert (await ann.inline("căn cước").results()).results == shown.results


async def test_the_ids_stay_until_what_is_shown_changes(
    running: Running, elsewhere: Seat, small_content: Content
) -> None:
    async with running():
        before = [one["id"] for one in await offered(elsewhere, "căn cước")]
        assert [one["id"] for one in await offered(elsewhere, "căn cước")] == before
    article = dataclasses.replace(small_content.articles["can-cuoc"], lead="Làm ở phường.")
    changed = dataclasses.replace(small_content, articles={**small_content.articles, "can-cuoc": article})
    async with running(changed) as bot:
        after = [one["id"] for one in await offered(elsewhere, "căn cước")]
        assert after[0] != before[0]
        assert after[0].startswith("can-cuoc:")
        bot.responder = Responder(small_content)
        assert [one["id"] for one in await offered(elsewhere, "căn cước")] == before


async def test_many_that_fit_are_ten_at_most(
    running: Running, elsewhere: Seat, small_content: Content, make_article: ArticleMaker
) -> None:
    many = {f"bai-{number:02}": make_article(f"bai-{number:02}", (f"giấy số {number}",)) for number in range(60)}
    async with running(dataclasses.replace(small_content, articles=many)):
        assert len(await offered(elsewhere, "giấy")) == 10
        assert await offered(elsewhere, "giấy", offset="10") == []


async def test_a_query_that_is_too_old_breaks_nothing(bot: Services, elsewhere: Seat, telegram: SandboxServer) -> None:
    elsewhere.inline("căn cước").expire()
    assert await offered(elsewhere, "căn cước")


async def test_the_private_chat_that_is_offered_greets(bot: Services, chat: Seat) -> None:
    chat.start("hoi")
    assert "Hỏi Đáp Số" in (await chat.next_bot_message()).text
