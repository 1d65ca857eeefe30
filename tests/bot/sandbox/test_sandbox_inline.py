"""Inline mode: queries, checked results, chosen ones."""

from typing import Any

import aiohttp
import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)  # fmt: skip
from telegram.error import BadRequest

from bot.sandbox import Person, SandboxServer, Seat


def article(
    identifier: str = "a", text: str = "<b>Lệ phí</b>", markup: InlineKeyboardMarkup | None = None
) -> InlineQueryResultArticle:
    content = InputTextMessageContent(text, parse_mode="HTML")
    return InlineQueryResultArticle(identifier, "Lệ phí", content, reply_markup=markup)


@pytest.fixture
def elsewhere(server: SandboxServer, lan: Person) -> Seat:
    """Lan in a group without the bot."""
    return server.group("Nhà", members=[lan], with_bot=False).seat(lan)


async def test_a_query_arrives_and_its_results_are_shown(bot: Bot, elsewhere: Seat) -> None:
    ask = elsewhere.inline("lệ phí")
    query = (await bot.get_updates())[-1].inline_query
    assert query is not None
    assert (query.query, query.from_user.id, query.chat_type) == ("lệ phí", 1001, "group")
    button = InlineQueryResultsButton("Mở trò chuyện", start_parameter="tu-inline")
    await query.answer([article()], cache_time=5, is_personal=True, next_offset="50", button=button)
    shown = await ask.results()
    assert [one["title"] for one in shown.results] == ["Lệ phí"]
    assert (shown.cache_time, shown.is_personal, shown.next_offset) == (5, True, "50")
    assert shown.button == {"text": "Mở trò chuyện", "start_parameter": "tu-inline"}


async def test_a_chosen_result_is_posted_and_told(bot: Bot, elsewhere: Seat) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Xem", callback_data="x")]])
    ask = elsewhere.inline("lệ phí")
    await bot.answer_inline_query(ask.query.id, [article(markup=markup)])
    posted = ask.choose("a")
    assert (posted.text, posted.sender and posted.sender.id, posted.entities[0].type) == ("Lệ phí", 1001, "bold")
    chosen = (await bot.get_updates(allowed_updates=Update.ALL_TYPES))[-1].chosen_inline_result
    assert chosen is not None
    assert (chosen.result_id, chosen.query) == ("a", "lệ phí")
    assert await bot.edit_message_text("mới", inline_message_id=chosen.inline_message_id) is True
    assert posted.text == "mới"


async def test_a_button_below_a_chosen_result_names_the_inline_message(bot: Bot, elsewhere: Seat) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Xem", callback_data="x")]])
    ask = elsewhere.inline("q")
    await bot.answer_inline_query(ask.query.id, [article(markup=markup)])
    posted = ask.choose("a")
    elsewhere.press(posted, "Xem")
    query = (await bot.get_updates())[-1].callback_query
    assert query is not None
    assert (query.message, query.inline_message_id) == (None, posted.inline_message_id)


async def test_a_query_is_cut_after_256_characters(bot: Bot, elsewhere: Seat) -> None:
    elsewhere.inline("đ" * 300)
    query = (await bot.get_updates())[-1].inline_query
    assert query is not None
    assert len(query.query) == 256


async def test_an_unknown_old_or_answered_query_is_refused(bot: Bot, elsewhere: Seat) -> None:
    old, answered = elsewhere.inline("q"), elsewhere.inline("q")
    old.expire()
    await bot.answer_inline_query(answered.query.id, [])
    for identifier in ("1", old.query.id, answered.query.id):
        with pytest.raises(BadRequest, match="Query is too old"):
            await bot.answer_inline_query(identifier, [])


BAD_RESULTS: list[tuple[list[dict[str, Any]], str]] = [
    ([article(str(number)).to_dict() for number in range(51)], "RESULTS_TOO_MUCH"),
    ([article().to_dict()] * 2, "RESULT_ID_DUPLICATE"),
    ([article("a" * 65).to_dict()], "RESULT_ID_INVALID"),
    ([article("đ" * 33).to_dict()], "RESULT_ID_INVALID"),
    ([article("").to_dict()], "RESULT_ID_INVALID"),
    ([{**article().to_dict(), "title": " "}], "ARTICLE_TITLE_EMPTY"),
    (
        [{**article().to_dict(), "type": ""}],
        'can\'t parse inline query result: type "" is unsupported for the inline query result',
    ),
    (
        [article(text="<b>").to_dict()],
        "can't parse inline query result: Can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    ),
    ([article(text="đ" * 4097).to_dict()], "can't parse inline query result: Message is too long"),
    ([article(text=" ").to_dict()], "can't parse inline query result: Message text is empty"),
    (
        [{"type": "article", "id": "a", "title": "x"}],
        "can't parse inline query result: Can't find field \"input_message_content\"",
    ),
]


@pytest.mark.parametrize(("results", "reason"), BAD_RESULTS, ids=[reason for _, reason in BAD_RESULTS])
async def test_bad_results_are_refused(
    http: aiohttp.ClientSession, elsewhere: Seat, results: list[dict[str, Any]], reason: str
) -> None:
    ask = elsewhere.inline("q")
    async with http.post("answerInlineQuery", json={"inline_query_id": ask.query.id, "results": results}) as response:
        assert (response.status, (await response.json())["description"]) == (400, f"Bad Request: {reason}")


async def test_fifty_results_are_accepted(bot: Bot, elsewhere: Seat) -> None:
    ask = elsewhere.inline("q")
    await bot.answer_inline_query(ask.query.id, [article(str(number)) for number in range(50)])
    assert len((await ask.results()).results) == 50


async def test_a_bad_start_parameter_is_refused(bot: Bot, elsewhere: Seat) -> None:
    ask = elsewhere.inline("q")
    button = InlineQueryResultsButton("Mở", start_parameter="có dấu")
    with pytest.raises(BadRequest, match="Start_param_invalid"):
        await bot.answer_inline_query(ask.query.id, [], button=button)
