"""Forwards and copies: whose words they are."""

import pytest
from telegram import (
    Bot,
    Message,
    MessageOrigin,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
)
from telegram.error import BadRequest

from bot.sandbox import Person, SandboxServer, Seat, from_channel, from_chat, small_png


async def newest(bot: Bot) -> Message:
    message = (await bot.get_updates())[-1].message
    assert message is not None
    return message


async def origin(bot: Bot) -> MessageOrigin:
    found = (await newest(bot)).forward_origin
    assert found is not None
    return found


@pytest.fixture
def theirs(server: SandboxServer, lan: Person) -> Seat:
    """Minh's place in a group where Lan is too and the bot is not."""
    minh = server.user(1002, "Minh", last_name="Trần")
    return server.group("Tổ dân phố", members=[lan, minh], with_bot=False).seat(minh)


async def test_a_forward_names_its_author(bot: Bot, chat: Seat, theirs: Seat) -> None:
    chat.forward(theirs.send("làm chữ ký số ở đâu"))
    found = await origin(bot)
    assert isinstance(found, MessageOriginUser)
    assert found.sender_user.id == 1002
    assert (await newest(bot)).text == "làm chữ ký số ở đâu"


async def test_a_hidden_author_leaves_only_the_name(bot: Bot, chat: Seat, theirs: Seat) -> None:
    chat.forward(theirs.send("x"), hide_sender=True)
    found = await origin(bot)
    assert isinstance(found, MessageOriginHiddenUser)
    assert found.sender_user_name == "Minh Trần"


async def test_words_of_a_group_or_a_channel_name_it(server: SandboxServer, bot: Bot, chat: Seat) -> None:
    group = server.group("Tổ", members=[server.user(1003)], supergroup=True)
    chat.send("x", origin=from_chat(group.chat, date=1))
    found = await origin(bot)
    assert isinstance(found, MessageOriginChat)
    assert found.sender_chat.title == "Tổ"
    chat.send("y", origin=from_channel(server.channel("Tin Đà Nẵng", username="tindanang"), date=1, message_id=5))
    posted = await origin(bot)
    assert isinstance(posted, MessageOriginChannel)
    assert (posted.chat.username, posted.message_id) == ("tindanang", 5)


async def test_a_forward_of_a_forward_keeps_the_first_author(bot: Bot, chat: Seat, theirs: Seat) -> None:
    chat.forward(chat.forward(theirs.send("x")))
    found = await origin(bot)
    assert isinstance(found, MessageOriginUser)
    assert found.sender_user.id == 1002


async def test_a_forwarded_photo_keeps_its_caption_and_file(bot: Bot, chat: Seat, theirs: Seat) -> None:
    chat.forward(theirs.send_photo(caption="phí bao nhiêu"))
    message = await newest(bot)
    assert message.caption == "phí bao nhiêu"
    assert bytes(await (await message.photo[-1].get_file()).download_as_bytearray()) == small_png()


async def test_the_bot_forwards(bot: Bot, chat: Seat) -> None:
    asked = chat.send("hỏi")
    sent = await bot.forward_message(1001, 1001, asked.id)
    assert isinstance(sent.forward_origin, MessageOriginUser)
    with pytest.raises(BadRequest, match="Message to forward not found"):
        await bot.forward_message(1001, 1001, 99)
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("x", 1001, sent.message_id)


async def test_the_bot_copies_as_its_own(bot: Bot, chat: Seat) -> None:
    photo = chat.send_photo(caption="cũ")
    copied = await bot.copy_message(1001, 1001, photo.id, caption="mới")
    message = chat.last_bot_message
    assert (message.id, message.text, message.forward_origin) == (copied.message_id, "mới", None)
    with pytest.raises(BadRequest, match="Message to copy not found"):
        await bot.copy_message(1001, 1001, 99)


async def test_service_messages_are_neither_forwarded_nor_copied(
    server: SandboxServer, bot: Bot, lan: Person, chat: Seat
) -> None:
    group = server.group("Tổ", members=[lan])
    added = group.seat(lan).messages[0]
    with pytest.raises(BadRequest, match="Message can't be forwarded"):
        await bot.forward_message(1001, group.id, added.id)
    with pytest.raises(BadRequest, match="Message can't be copied"):
        await bot.copy_message(1001, group.id, added.id)


async def test_pictures_of_one_album_belong_together(bot: Bot, chat: Seat) -> None:
    chat.send_photo(caption="phí bao nhiêu", album="7")
    assert (await newest(bot)).media_group_id == "7"
