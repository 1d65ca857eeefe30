"""Teams: staff invite, volunteers join, see their week and leave; residents who try the team's commands."""

import re
from datetime import timedelta

import pytest

from bot.config import Settings, load_settings
from bot.sandbox import Button, Group, Message, Person, SandboxServer, Seat
from bot.services import Services

from ..conftest import TOKEN, Settled
from .test_handle_buttons import Running

STAFF_CHAT = -4_000_900
QUESTION = "căn cước hết hạn"


@pytest.fixture
def settings(telegram: SandboxServer, tmp_path: object) -> Settings:
    environment = {
        "HOIDAP_TOKEN": TOKEN,
        "HOIDAP_API_URL": telegram.api_url,
        "HOIDAP_DATA": f"{tmp_path}/data",
        "HOIDAP_STAFF_CHAT": str(STAFF_CHAT),
    }
    return load_settings(environment)


@pytest.fixture
def thu(telegram: SandboxServer) -> Person:
    """A member of the staff."""
    return telegram.user(1004, "Thu", "vi")


@pytest.fixture
def staff_group(telegram: SandboxServer, thu: Person) -> Group:
    return telegram.group("Cán bộ trực", admins=[thu], id=STAFF_CHAT, bot_admin=True)


@pytest.fixture
def staff(staff_group: Group, thu: Person) -> Seat:
    return staff_group.seat(thu)


@pytest.fixture
def hanh(telegram: SandboxServer) -> Seat:
    """A volunteer's private chat."""
    return telegram.user(1003, "Hạnh", "vi", last_name="Lê").private()


async def said(seat: Seat, text: str) -> Message:
    seat.send(text)
    return await seat.next_bot_message()


async def invitation(staff: Seat, words: str = "Tổ An Khê") -> str:
    """The start parameter of a new invitation."""
    text = (await said(staff, f"/moi {words}")).text
    found = re.search(r"https://t\.me/HoiDapSoBot\?start=(\S+)", text)
    assert found is not None, text
    return found[1]


async def joined(seat: Seat, start: str) -> str:
    seat.start(start)
    return (await seat.next_bot_message()).text


async def member(staff: Seat, seat: Seat) -> None:
    assert "Bạn đã vào tổ" in await joined(seat, await invitation(staff))


async def test_whoever_opens_an_invitation_is_a_member(bot: Services, staff: Seat, hanh: Seat) -> None:
    assert "Bạn đã vào tổ “Tổ An Khê”" in await joined(hanh, await invitation(staff))
    assert (await said(hanh, "/nhom")).text.startswith("Tổ An Khê\n1 thành viên")


async def test_an_invitation_says_for_how_many_and_until_when(bot: Services, staff: Seat) -> None:
    assert "Dùng cho 10 người, đến 09:30 ngày 01/12/2026" in (await said(staff, "/moi An Khê")).text
    wished = await said(staff, "/moi An Khê, 3 ngày, 25 lượt")
    assert "Dùng cho 25 người, đến 09:30 ngày 27/11/2026" in wished.text
    assert "Lời mời vào tổ “An Khê”" in wished.text


async def test_an_invitation_without_a_team_says_how(bot: Services, staff: Seat) -> None:
    assert "/moi Tổ 12 An Khê" in (await said(staff, "/moi")).text
    assert "/moi Tổ 12 An Khê" in (await said(staff, "/moi !!!")).text


async def test_a_used_up_invitation_makes_no_member(
    bot: Services, telegram: SandboxServer, staff: Seat, hanh: Seat
) -> None:
    start = await invitation(staff, "An Khê, 1 lượt")
    await joined(hanh, start)
    other = telegram.user(1006, "Ba", "vi").private()
    assert "đã hết lượt dùng" in await joined(other, start)
    assert "chưa ở tổ" in (await said(other, "/nhom")).text
    assert "đã ở trong tổ “An Khê” rồi" in await joined(hanh, start)


async def test_an_expired_invitation_makes_no_member(bot: Services, staff: Seat, hanh: Seat) -> None:
    start = await invitation(staff, "An Khê, 1 ngày")
    later = bot.clock() + timedelta(days=1)
    bot.clock = lambda: later
    assert "đã hết hạn" in await joined(hanh, start)


@pytest.mark.parametrize("start", ["to_", "to_la", "to_" + "A" * 61])
async def test_a_foreign_or_made_up_invitation_makes_no_member(bot: Services, hanh: Seat, start: str) -> None:
    assert "không dùng được" in await joined(hanh, start)


async def test_an_invitation_outlives_a_restart(running: Running, staff: Seat, hanh: Seat) -> None:
    async with running():
        start = await invitation(staff)
    async with running():
        await member_by(hanh, start)
    async with running():
        assert (await said(hanh, "/nhom")).text.startswith("Tổ An Khê")


async def member_by(seat: Seat, start: str) -> None:
    assert "Bạn đã vào tổ" in await joined(seat, start)


async def test_no_token_is_stored(bot: Services, staff: Seat, settings: Settings) -> None:
    token = (await invitation(staff)).removeprefix("to_")
    written = b"".join(path.read_bytes() for path in settings.data.iterdir() if path.is_file())
    assert token.encode() not in written


async def test_a_member_has_the_text_and_the_picture_under_each_answer(bot: Services, staff: Seat, hanh: Seat) -> None:
    assert "Bản chữ" not in (await said(hanh, QUESTION)).labels
    await member(staff, hanh)
    answer = await said(hanh, QUESTION)
    assert answer.labels[-3:] == ["Chia sẻ", "Bản chữ", "Ảnh"]
    await hanh.press(answer, "Xem đầy đủ").answered()
    assert answer.labels[-3:] == ["Chia sẻ", "Bản chữ", "Ảnh"]


async def test_the_week_shows_what_was_asked_answered_and_asked_most(
    bot: Services, staff: Seat, hanh: Seat, chat: Seat
) -> None:
    await said(chat, "đăng ký chữ ký số")
    await said(chat, "đăng ký chữ ký số")
    await member(staff, hanh)
    await said(hanh, QUESTION)
    await said(hanh, "giá vàng hôm nay bao nhiêu")
    week = (await said(hanh, "/nhom")).text
    assert "Tuần qua của tổ (17/11 – 24/11/2026)\n• Đã hỏi: 2\n• Có câu trả lời: 1\n• Gửi cán bộ: 0" in week
    assert "Bà con hỏi nhiều nhất\n1. Đăng ký chữ ký số (2)\n2. Làm căn cước (1)" in week
    assert "• “giá vàng hôm nay bao nhiêu” → chưa có câu trả lời\n• “căn cước hết hạn” → Làm căn cước" in week


async def test_leaving_erases_and_can_be_done_twice(bot: Services, staff: Seat, hanh: Seat, settings: Settings) -> None:
    await member(staff, hanh)
    await said(hanh, QUESTION)
    assert "Bạn đã rời tổ “Tổ An Khê”" in (await said(hanh, "/roinhom")).text
    assert "chưa ở tổ" in (await said(hanh, "/roinhom")).text
    assert "Bản chữ" not in (await said(hanh, QUESTION)).labels
    assert "chưa có thành viên" in (await said(staff, "/thanhvien Tổ An Khê")).text


async def test_erasing_everything_ends_the_membership(bot: Services, staff: Seat, hanh: Seat) -> None:
    await member(staff, hanh)
    privacy = await said(hanh, "/riengtu")
    await hanh.press(privacy, "Xóa dữ liệu").answered()
    await hanh.press(privacy, "Xóa hết").answered()
    assert "chưa ở tổ" in (await said(hanh, "/nhom")).text


async def test_a_member_is_told_what_is_stored_for_the_membership(bot: Services, staff: Seat, hanh: Seat) -> None:
    await member(staff, hanh)
    assert "Bạn ở tổ “Tổ An Khê”" in (await said(hanh, "/riengtu")).text
    await said(hanh, "/roinhom")
    assert "Bạn ở tổ" not in (await said(hanh, "/riengtu")).text


async def test_staff_list_teams_and_members_however_the_name_is_typed(
    bot: Services, telegram: SandboxServer, staff: Seat, hanh: Seat
) -> None:
    assert "Chưa có tổ nào" in (await said(staff, "/cacnhom")).text
    await member(staff, hanh)
    await invitation(staff, "An Hải")
    assert "• An Hải: 0 thành viên\n• Tổ An Khê: 1 thành viên" in (await said(staff, "/cacnhom")).text
    assert "1. Hạnh Lê, từ 24/11/2026" in (await said(staff, "/thanhvien to an khe")).text
    assert "Không có tổ “Lạ”" in (await said(staff, "/thanhvien Lạ")).text
    assert "Các tổ" in (await said(staff, "/thanhvien")).text


async def test_staff_remove_a_member_by_a_button_and_a_second_press_says_so(
    bot: Services, staff: Seat, hanh: Seat
) -> None:
    await member(staff, hanh)
    listed = await said(staff, "/thanhvien Tổ An Khê")
    button = listed.button("Gỡ 1. Hạnh Lê")
    assert "Đã gỡ" in (await staff.press(listed, button).answered()).text
    assert "chưa có thành viên" in listed.text
    assert "không còn trong tổ" in (await staff.press(listed, button).answered()).text
    assert "chưa ở tổ" in (await said(hanh, "/nhom")).text


@pytest.mark.parametrize("command", ["/moi An Khê", "/cacnhom", "/thanhvien An Khê"])
async def test_staff_commands_are_unknown_commands_to_a_resident(
    bot: Services, staff: Seat, chat: Seat, command: str
) -> None:
    assert (await said(chat, command)).text == (await said(chat, "/khongco")).text


@pytest.mark.parametrize("command", ["/moi An Khê", "/cacnhom", "/thanhvien An Khê"])
async def test_staff_commands_in_another_group_are_left_alone(
    bot: Services, telegram: SandboxServer, lan: Person, command: str, settled: Settled
) -> None:
    seat = telegram.group("Tổ 12", admins=[lan]).seat(lan)
    seat.send(command)
    await telegram.polled()
    await settled()
    assert seat.bot_messages == []


async def test_a_removal_button_pressed_outside_the_staff_group_removes_nobody(
    bot: Services, staff: Seat, hanh: Seat, chat: Seat
) -> None:
    await member(staff, hanh)
    button = (await said(staff, "/thanhvien Tổ An Khê")).buttons[0]
    stolen = Button("Gỡ", 0, 0, callback_data=button.callback_data)
    answer = await said(chat, QUESTION)
    assert "không còn dùng được" in (await chat.press(answer, stolen).answered()).text
    assert (await said(hanh, "/nhom")).text.startswith("Tổ An Khê")


async def test_the_staff_group_is_followed_when_it_becomes_a_supergroup(
    running: Running, staff_group: Group, thu: Person
) -> None:
    async with running():
        grown = staff_group.migrate().seat(thu)
        assert "mã số mới" in (await grown.next_bot_message()).text
        await invitation(grown)
    async with running():
        await invitation(grown)


async def test_without_a_staff_group_nobody_can_invite(
    running: Running, settings: Settings, telegram: SandboxServer, lan: Person, settled: Settled
) -> None:
    object.__setattr__(settings, "staff_chat", None)
    async with running():
        seat = telegram.group("Tổ 12", admins=[lan], id=-77).seat(lan)
        seat.send("/moi An Khê")
        await telegram.polled()
        await settled()
        assert seat.bot_messages == []
