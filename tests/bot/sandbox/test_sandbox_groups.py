"""Groups: membership, administrators, privacy mode, migration."""

import pytest
from telegram import Bot, ChatMemberAdministrator, ChatMemberLeft, ChatMemberOwner, ChatMemberRestricted, Update
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.sandbox import Group, Person, SandboxServer, SandboxUsageError


@pytest.fixture
def minh(server: SandboxServer) -> Person:
    return server.user(1002, "Minh")


@pytest.fixture
def group(server: SandboxServer, lan: Person, minh: Person) -> Group:
    """Lan owns it, Minh is a member, and the bot."""
    return server.group("Tổ công nghệ số", admins=[lan], members=[minh])


async def heard(bot: Bot) -> list[str]:
    updates = await bot.get_updates(allowed_updates=Update.ALL_TYPES)
    return [update.message.text for update in updates if update.message and update.message.text]


async def test_being_added_is_told(bot: Bot, group: Group) -> None:
    added, joined = await bot.get_updates()
    assert added.my_chat_member is not None
    assert added.my_chat_member.new_chat_member.status == "member"
    assert joined.message is not None
    assert [user.id for user in joined.message.new_chat_members] == [123]


async def test_with_privacy_mode_the_bot_hears_only_what_is_meant_for_it(bot: Bot, group: Group, minh: Person) -> None:
    seat = group.seat(minh)
    sent = await bot.send_message(group.id, "xin chào cả tổ")
    seat.send("chuyện riêng")
    seat.send("@HoiDapSoBot lệ phí?")
    seat.send("/hoi lệ phí")
    seat.send("/hoi@HoiDapSoBot phí")
    seat.send("/hoi@BotKhac phí")
    seat.send("còn thời gian?", reply_to=seat.chat.messages[sent.message_id])
    seat.send("trả lời người khác", reply_to=seat.messages[-1])
    assert await heard(bot) == ["/hoi lệ phí", "/hoi@HoiDapSoBot phí", "còn thời gian?"]


async def test_an_admin_bot_hears_everything(bot: Bot, group: Group, minh: Person) -> None:
    group.add_bot(admin=True)
    group.seat(minh).send("chuyện riêng")
    assert await heard(bot) == ["chuyện riêng"]


async def test_without_privacy_mode_the_bot_hears_everything(
    server: SandboxServer, bot: Bot, group: Group, minh: Person
) -> None:
    server.bot.privacy_mode = False
    group.seat(minh).send("chuyện riêng")
    assert await heard(bot) == ["chuyện riêng"]
    assert (await bot.get_me()).can_read_all_group_messages


async def test_an_edit_in_a_group_obeys_privacy_mode_too(bot: Bot, group: Group, minh: Person) -> None:
    seat = group.seat(minh)
    seat.edit(seat.send("một"), "hai")
    seat.edit(seat.send("/hoi một"), "/hoi hai")
    edits = [update.edited_message for update in await bot.get_updates() if update.edited_message]
    assert [edit.text for edit in edits] == ["/hoi hai"]


async def test_people_join_and_leave(bot: Bot, server: SandboxServer, group: Group) -> None:
    hoa = server.user(1003, "Hoa")
    group.join(hoa)
    assert await bot.get_chat_member_count(group.id) == 4
    group.leave(hoa)
    assert isinstance(await bot.get_chat_member(group.id, 1003), ChatMemberLeft)
    with pytest.raises(SandboxUsageError, match="Hoa is not in the group"):
        group.seat(hoa).send("còn ai không")
    messages = [update.message for update in await bot.get_updates() if update.message]
    assert messages[-1].left_chat_member is not None


async def test_changes_of_members_are_told_to_an_admin_bot_that_asks_for_them(
    bot: Bot, group: Group, minh: Person
) -> None:
    await bot.get_updates(offset=-1, allowed_updates=["chat_member"])
    group.promote(minh)
    group.add_bot(admin=True)
    group.demote(minh)
    changes = [update.chat_member for update in await bot.get_updates() if update.chat_member]
    assert [(one.old_chat_member.status, one.new_chat_member.status) for one in changes] == [
        ("administrator", "member")
    ]


async def test_members_and_administrators_can_be_asked_for(bot: Bot, group: Group, minh: Person) -> None:
    group.promote(minh)
    admins = await bot.get_chat_administrators(group.id)
    assert {type(one) for one in admins} == {ChatMemberOwner, ChatMemberAdministrator}
    assert (await bot.get_chat_member(group.id, 1001)).status == "creator"
    with pytest.raises(BadRequest, match="Member not found"):
        await bot.get_chat_member(group.id, 99)


async def test_a_chat_can_be_asked_for(bot: Bot, group: Group, lan: Person) -> None:
    assert ((await bot.get_chat(group.id)).title, (await bot.get_chat(group.id)).type) == ("Tổ công nghệ số", "group")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.get_chat(1001)
    lan.private().start()
    assert (await bot.get_chat(1001)).first_name == "Lan"
    assert (await bot.get_chat_member(1001, 1001)).status == "member"
    assert await bot.get_chat_member_count(1001) == 2
    with pytest.raises(BadRequest, match="There are no administrators in the private chat"):
        await bot.get_chat_administrators(1001)


async def test_a_bot_that_left_or_was_thrown_out_cannot_write(bot: Bot, group: Group) -> None:
    assert await bot.leave_chat(group.id)
    with pytest.raises(Forbidden, match="bot is not a member of the group chat"):
        await bot.send_message(group.id, "x")
    group.add_bot()
    group.remove_bot()
    with pytest.raises(Forbidden, match="bot was kicked from the group chat"):
        await bot.send_message(group.id, "x")


async def test_a_private_chat_cannot_be_left(bot: Bot, lan: Person) -> None:
    lan.private().start()
    with pytest.raises(BadRequest, match="Chat member status can't be changed in private chats"):
        await bot.leave_chat(1001)


async def test_a_group_becomes_a_supergroup(bot: Bot, group: Group, minh: Person) -> None:
    grown = group.migrate()
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(group.id, "x")
    assert moved.value.new_chat_id == grown.id
    assert grown.id < -1_000_000_000_000
    assert (await bot.send_message(grown.id, "x")).chat.type == "supergroup"
    messages = [update.message for update in await bot.get_updates() if update.message][-2:]
    assert [(one.migrate_to_chat_id, one.migrate_from_chat_id) for one in messages] == [
        (grown.id, None),
        (None, group.id),
    ]
    grown.seat(minh).send("/hoi vẫn ở đây")
    assert (await heard(bot))[-1] == "/hoi vẫn ở đây"


async def test_a_block_and_its_end_are_told(bot: Bot, lan: Person) -> None:
    seat = lan.private()
    seat.start()
    seat.block()
    seat.send("tôi quay lại")
    states = [one.my_chat_member.new_chat_member.status for one in await bot.get_updates() if one.my_chat_member]
    assert states == ["kicked", "member"]


async def test_a_group_without_people_cannot_be_made(server: SandboxServer) -> None:
    with pytest.raises(SandboxUsageError, match="needs at least one person"):
        server.group("trống")


async def test_a_bot_without_the_right_to_write_is_told_and_refused(bot: Bot, group: Group) -> None:
    group.restrict_bot()
    changed = (await bot.get_updates())[-1].my_chat_member
    assert changed is not None
    assert isinstance(changed.new_chat_member, ChatMemberRestricted)
    assert not changed.new_chat_member.can_send_messages
    with pytest.raises(BadRequest, match="Not enough rights to send text messages to the chat"):
        await bot.send_message(group.id, "x")
    group.add_bot()
    assert (await bot.send_message(group.id, "x")).text == "x"


async def test_a_message_in_a_topic_says_so(bot: Bot, group: Group, minh: Person) -> None:
    group.seat(minh).send("/hoi phí", thread=5)
    message = (await bot.get_updates())[-1].message
    assert message is not None
    assert (message.message_thread_id, message.is_topic_message) == (5, True)
