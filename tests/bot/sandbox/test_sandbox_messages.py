"""Sending, replying, editing, deleting: as strict as Telegram."""

import pytest
from telegram import Bot, LinkPreviewOptions, Message, MessageEntity, ReplyParameters
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, Forbidden

from bot.sandbox import Person, SandboxServer, Seat


async def test_a_sent_message_comes_back_whole_and_stands_in_the_chat(bot: Bot, chat: Seat) -> None:
    sent = await bot.send_message(
        1001,
        "<b>Lệ phí</b>: 100.000 đồng",
        parse_mode=ParseMode.HTML,
        reply_parameters=ReplyParameters(1),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    assert (sent.message_id, sent.text, sent.chat.type, sent.from_user and sent.from_user.id) == (
        2, "Lệ phí: 100.000 đồng", "private", 123,
    )  # fmt: skip
    assert sent.parse_entities() == {sent.entities[0]: "Lệ phí"}
    assert sent.reply_to_message is not None
    assert sent.link_preview_options is not None
    assert chat.last_bot_message.text == sent.text


async def test_message_ids_count_per_chat(server: SandboxServer, bot: Bot, chat: Seat) -> None:
    server.user(1002, "Minh").private().send("chào")
    assert [(await bot.send_message(who, "x")).message_id for who in (1001, 1002, 1001)] == [2, 2, 3]


async def test_commands_links_and_mentions_are_marked(bot: Bot, chat: Seat) -> None:
    sent = await bot.send_message(1001, "/help hoặc xem dichvucong.gov.vn, hỏi @tongdai1022.")
    assert [(one.type, part) for one, part in sent.parse_entities().items()] == [
        (MessageEntity.BOT_COMMAND, "/help"),
        (MessageEntity.URL, "dichvucong.gov.vn"),
        (MessageEntity.MENTION, "@tongdai1022"),
    ]


async def test_code_is_not_made_clickable(bot: Bot, chat: Seat) -> None:
    sent = await bot.send_message(1001, "<code>danang.gov.vn</code>", parse_mode="HTML")
    assert [one.type for one in sent.entities] == ["code"]


async def test_blanks_around_a_text_are_trimmed(bot: Bot, chat: Seat) -> None:
    sent = await bot.send_message(1001, "\n <b>a</b> \n", parse_mode="HTML")
    assert (sent.text, sent.entities[0].offset) == ("a", 0)


@pytest.mark.parametrize("text", ["🙂" * 2048, "đ" * 4096, "<b>" + "đ" * 4096 + "</b>"])
async def test_4096_utf16_units_after_parsing_are_accepted(bot: Bot, chat: Seat, text: str) -> None:
    assert (await bot.send_message(1001, text, parse_mode="HTML")).text


@pytest.mark.parametrize("text", ["🙂" * 2048 + "a", "đ" * 4097])
async def test_one_unit_more_is_refused(bot: Bot, chat: Seat, text: str) -> None:
    with pytest.raises(BadRequest, match="Message is too long"):
        await bot.send_message(1001, text)


@pytest.mark.parametrize("text", ["   ", "<b> </b>"])
async def test_a_text_of_blanks_is_refused(bot: Bot, chat: Seat, text: str) -> None:
    with pytest.raises(BadRequest, match="Message text is empty"):
        await bot.send_message(1001, text, parse_mode="HTML")


async def test_broken_html_is_refused(bot: Bot, chat: Seat) -> None:
    with pytest.raises(BadRequest, match='Can\'t parse entities: unsupported start tag "x" at byte offset 0'):
        await bot.send_message(1001, "<x>", parse_mode="HTML")


async def test_somebody_unknown_is_not_found(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(99, "x")


async def test_somebody_who_never_wrote_cannot_be_written_to(bot: Bot, lan: Person) -> None:
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(1001, "x")


async def test_somebody_who_blocked_the_bot_cannot_be_written_to(bot: Bot, chat: Seat) -> None:
    chat.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(1001, "x")
    chat.unblock()
    await bot.send_message(1001, "x")


async def test_a_bot_cannot_write_to_a_bot(bot: Bot) -> None:
    with pytest.raises(Forbidden, match="bots can't send messages to bots"):
        await bot.send_message(456, "x")


async def test_a_reply_to_a_message_that_is_gone_is_refused_unless_allowed(bot: Bot, chat: Seat) -> None:
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(1001, "x", reply_parameters=ReplyParameters(77))
    sent = await bot.send_message(1001, "x", reply_parameters=ReplyParameters(77, allow_sending_without_reply=True))
    assert sent.reply_to_message is None


async def test_a_thread_must_exist(server: SandboxServer, bot: Bot, lan: Person) -> None:
    group = server.group("Tổ công nghệ số", members=[lan], supergroup=True)
    group.seat(lan).send("chủ đề", thread=7)
    assert (await bot.send_message(group.id, "x", message_thread_id=7)).message_thread_id == 7
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(group.id, "x", message_thread_id=8)


async def test_a_silent_message_is_known_as_such(bot: Bot, chat: Seat) -> None:
    await bot.send_message(1001, "x", disable_notification=True)
    assert chat.last_bot_message.silent


async def test_a_chat_action_reaches_the_feed(server: SandboxServer, bot: Bot, chat: Seat) -> None:
    await bot.send_chat_action(1001, ChatAction.TYPING)
    assert [event.data["action"] for event in server.feed.since(0) if event.kind == "chat_action"] == ["typing"]


async def test_an_edit_changes_the_message_in_place(bot: Bot, chat: Seat) -> None:
    sent = await bot.send_message(1001, "một")
    edited = await bot.edit_message_text("<i>hai</i>", 1001, sent.message_id, parse_mode="HTML")
    assert not isinstance(edited, bool)
    assert (edited.text, edited.edit_date is not None) == ("hai", True)
    assert [(message.text, message.earlier[0].text) for message in chat.bot_messages] == [("hai", "một")]


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, chat: Seat) -> None:
    sent = await bot.send_message(1001, "<b>một</b> danang.gov.vn", parse_mode="HTML")
    with pytest.raises(
        BadRequest,
        match="Message is not modified: specified new message content and reply markup are exactly the same"
        " as a current content and reply markup of the message",
    ):
        await bot.edit_message_text("<b>một</b> danang.gov.vn ", 1001, sent.message_id, parse_mode="HTML")


async def test_other_formatting_is_a_change(bot: Bot, chat: Seat) -> None:
    sent = await bot.send_message(1001, "một")
    edited = await bot.edit_message_text("<b>một</b>", 1001, sent.message_id, parse_mode="HTML")
    assert isinstance(edited, Message)
    assert edited.text == "một"
    assert [entity.type for entity in edited.entities] == ["bold"]


async def test_editing_what_is_not_there_is_refused(bot: Bot, chat: Seat) -> None:
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("x", 1001, 99)


async def test_editing_somebody_elses_message_is_refused(bot: Bot, chat: Seat) -> None:
    theirs = chat.send("của tôi")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("x", 1001, theirs.id)


async def test_an_edit_obeys_the_limits_of_a_text(bot: Bot, chat: Seat) -> None:
    sent = await bot.send_message(1001, "một")
    with pytest.raises(BadRequest, match="Message is too long"):
        await bot.edit_message_text("đ" * 4097, 1001, sent.message_id)
    with pytest.raises(BadRequest, match="Message text is empty"):
        await bot.edit_message_text(" ", 1001, sent.message_id)


async def test_deleting(bot: Bot, chat: Seat) -> None:
    sent = await bot.send_message(1001, "một")
    assert await bot.delete_message(1001, sent.message_id)
    assert chat.bot_messages == []
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(1001, sent.message_id)


async def test_in_a_group_only_an_admin_bot_deletes_others_messages(
    server: SandboxServer, bot: Bot, lan: Person
) -> None:
    group = server.group("Tổ", members=[lan])
    theirs = group.seat(lan).send("xin chào")
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await bot.delete_message(group.id, theirs.id)
    group.add_bot(admin=True)
    assert await bot.delete_message(group.id, theirs.id)


async def test_several_messages_are_deleted_at_once(bot: Bot, chat: Seat) -> None:
    ids = [(await bot.send_message(1001, text)).message_id for text in ("một", "hai")]
    assert await bot.delete_messages(1001, [*ids, 99])
    assert chat.bot_messages == []


async def test_a_reaction_is_accepted_and_reported(server: SandboxServer, bot: Bot, chat: Seat) -> None:
    assert await bot.set_message_reaction(1001, 1, "👍")
    with pytest.raises(BadRequest, match="Message to react not found"):
        await bot.set_message_reaction(1001, 99, "👍")
