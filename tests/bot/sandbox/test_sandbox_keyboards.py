"""Keyboards, pressed buttons and their answers."""

import pytest
from telegram import Bot, CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest

from bot.sandbox import SandboxServer, SandboxUsageError, Seat

OLD_QUERY = "Query is too old and response timeout expired or query id is invalid"


def keyboard(*buttons: InlineKeyboardButton) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[button] for button in buttons])


async def asked(bot: Bot) -> Update:
    return (await bot.get_updates(allowed_updates=Update.ALL_TYPES))[-1]


@pytest.mark.parametrize("data", ["a", "a" * 64, "đ" * 32])
async def test_callback_data_of_1_to_64_bytes_is_accepted(bot: Bot, chat: Seat, data: str) -> None:
    await bot.send_message(1001, "x", reply_markup=keyboard(InlineKeyboardButton("Phí", callback_data=data)))
    assert chat.last_bot_message.button("Phí").callback_data == data


@pytest.mark.parametrize("data", ["", "a" * 65, "đ" * 33])
async def test_callback_data_beyond_that_is_refused(bot: Bot, chat: Seat, data: str) -> None:
    markup = {"inline_keyboard": [[{"text": "Phí", "callback_data": data}]]}
    with pytest.raises(BadRequest, match="Button_data_invalid"):
        await bot.send_message(1001, "x", api_kwargs={"reply_markup": markup})


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        ({"text": "x"}, "text buttons are unallowed in the inline keyboard"),
        ({"callback_data": "a"}, 'can\'t find field "text"'),
        ({"text": 5, "callback_data": "a"}, 'field "text" must be of type string'),
        ({"text": " ", "callback_data": "a"}, "button_text_empty"),
        ({"text": "x", "callback_data": "a", "url": "https://a.vn"}, "button_type_invalid"),
        ({"text": "x", "url": ""}, "button_url_invalid"),
        ({"text": "x", "url": "ftp://a.vn"}, "'ftp://a.vn' is invalid: unsupported url protocol"),
        ({"text": "x", "url": "https://"}, "'https://' is invalid: url host is empty"),
        ({"text": "x", "url": "http://localhost:8080"}, "'http://localhost:8080' is invalid: wrong http url"),
        ({"text": "x", "copy_text": {"text": "a" * 257}}, "button_copy_text_invalid"),
    ],
)
async def test_bad_buttons_are_refused(bot: Bot, chat: Seat, button: dict[str, object], reason: str) -> None:
    with pytest.raises(BadRequest) as refused:
        await bot.send_message(1001, "x", api_kwargs={"reply_markup": {"inline_keyboard": [[button]]}})
    assert reason in str(refused.value).lower()


async def test_more_than_a_hundred_buttons_are_refused(bot: Bot, chat: Seat) -> None:
    with pytest.raises(BadRequest, match="Reply markup is too long"):
        await bot.send_message(1001, "x", reply_markup=keyboard(*[InlineKeyboardButton("x", callback_data="a")] * 101))


async def test_links_and_copy_buttons_are_shown(bot: Bot, chat: Seat) -> None:
    await bot.send_message(
        1001,
        "x",
        reply_markup=keyboard(
            InlineKeyboardButton("Cổng", url="https://dichvucong.gov.vn"),
            InlineKeyboardButton("Chép", copy_text=CopyTextButton("1022")),
        ),
    )
    first, second = chat.last_bot_message.buttons
    assert (first.url, second.copy_text, second.row) == ("https://dichvucong.gov.vn", "1022", 1)


async def test_a_pressed_button_becomes_a_callback_query_and_its_answer_reaches_the_person(
    bot: Bot, chat: Seat
) -> None:
    await bot.send_message(1001, "x", reply_markup=keyboard(InlineKeyboardButton("👍 Có ích", callback_data="f:1")))
    press = chat.press(chat.last_bot_message, "👍")
    query = (await asked(bot)).callback_query
    assert query is not None
    assert (query.data, query.from_user.id, query.message and query.message.message_id) == ("f:1", 1001, 2)
    assert await query.answer("Cảm ơn", show_alert=True)
    answer = await press.answered()
    assert (answer.text, answer.show_alert) == ("Cảm ơn", True)


async def test_an_unknown_query_cannot_be_answered(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="(?i)" + OLD_QUERY):
        await bot.answer_callback_query("1")


async def test_a_query_is_answered_only_once(bot: Bot, chat: Seat) -> None:
    await bot.send_message(1001, "x", reply_markup=keyboard(InlineKeyboardButton("a", callback_data="a")))
    query = chat.press(chat.last_bot_message, 0).query
    await bot.answer_callback_query(query.id)
    with pytest.raises(BadRequest, match="(?i)" + OLD_QUERY):
        await bot.answer_callback_query(query.id)


async def test_an_old_query_cannot_be_answered(server: SandboxServer, bot: Bot, chat: Seat) -> None:
    await bot.send_message(1001, "x", reply_markup=keyboard(InlineKeyboardButton("a", callback_data="a")))
    expired, aged = (chat.press(chat.last_bot_message, 0) for _ in range(2))
    expired.expire()
    aged.query.asked_at -= server.world.query_lifetime + 1
    for press in (expired, aged):
        with pytest.raises(BadRequest, match="(?i)" + OLD_QUERY):
            await bot.answer_callback_query(press.query.id)


async def test_an_answer_of_more_than_200_characters_is_refused(bot: Bot, chat: Seat) -> None:
    await bot.send_message(1001, "x", reply_markup=keyboard(InlineKeyboardButton("a", callback_data="a")))
    query = chat.press(chat.last_bot_message, 0).query
    with pytest.raises(BadRequest, match="Message_too_long"):
        await bot.answer_callback_query(query.id, "đ" * 201)
    await bot.answer_callback_query(query.id, "đ" * 200)


async def test_the_keyboard_alone_can_be_edited_and_taken_away(bot: Bot, chat: Seat) -> None:
    one, two = (keyboard(InlineKeyboardButton(label, callback_data=label)) for label in "ab")
    sent = await bot.send_message(1001, "x", reply_markup=one)
    await bot.edit_message_reply_markup(1001, sent.message_id, reply_markup=two)
    assert chat.last_bot_message.labels == ["b"]
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(1001, sent.message_id, reply_markup=two)
    await bot.edit_message_reply_markup(1001, sent.message_id)
    assert chat.last_bot_message.labels == []


async def test_editing_the_text_without_a_keyboard_removes_it(bot: Bot, chat: Seat) -> None:
    sent = await bot.send_message(1001, "x", reply_markup=keyboard(InlineKeyboardButton("a", callback_data="a")))
    await bot.edit_message_text("x", 1001, sent.message_id)
    assert chat.last_bot_message.labels == []


async def test_a_button_of_a_deleted_message_comes_with_an_inaccessible_message(bot: Bot, chat: Seat) -> None:
    await bot.send_message(1001, "x", reply_markup=keyboard(InlineKeyboardButton("a", callback_data="a")))
    message = chat.last_bot_message
    chat.delete(message)
    chat.press(message, "a")
    query = (await asked(bot)).callback_query
    assert query is not None
    assert query.message is not None
    assert not query.message.is_accessible


async def test_a_person_cannot_press_what_is_not_there(bot: Bot, chat: Seat) -> None:
    await bot.send_message(1001, "x", reply_markup=keyboard(InlineKeyboardButton("Cổng", url="https://a.vn")))
    with pytest.raises(LookupError, match="the message has \\['Cổng'\\]"):
        chat.press(chat.last_bot_message, "Phí")
    with pytest.raises(SandboxUsageError, match="it opens"):
        chat.press(chat.last_bot_message, "Cổng")
