"""Browsing by buttons: topics, articles, facets, related articles; a person; suggestions; privacy; language."""

import dataclasses

from bot.sandbox import Message, SandboxServer, Seat
from bot.services import Services
from intents.content.model import Content
from intents.responder import PAGE
from tests.conftest import ArticleMaker

from .test_handle_buttons import Running, answered


async def topics(chat: Seat) -> Message:
    chat.send("/chude")
    return await chat.next_bot_message()


async def test_topics_lead_to_articles_and_back_in_one_message(bot: Services, chat: Seat) -> None:
    menu = await topics(chat)
    await chat.press(menu, "Chữ ký số").answered()
    await chat.press(menu, "Đăng ký chữ ký số").answered()
    assert menu.text.startswith("Đăng ký chữ ký số")
    await chat.press(menu, "Quay lại").answered()
    assert menu.labels == ["Đăng ký chữ ký số", "Các chủ đề"]
    await chat.press(menu, "Các chủ đề").answered()
    assert menu.labels == ["Dịch vụ công trực tuyến", "Chữ ký số", "Thanh toán không dùng tiền mặt"]
    assert len(chat.bot_messages) == 1


async def test_a_long_topic_is_paged(
    running: Running, chat: Seat, small_content: Content, make_article: ArticleMaker
) -> None:
    many = [make_article(f"bai-{number:02}", (f"câu số {number}",), title=f"Bài {number:02}") for number in range(20)]
    content = dataclasses.replace(small_content, articles={one.id: one for one in many})
    async with running(content):
        menu = await topics(chat)
        await chat.press(menu, "Dịch vụ công").answered()
        assert "trang 1/3" in menu.text
        assert menu.labels[:PAGE] == [f"Bài {number:02}" for number in range(PAGE)]
        await chat.press(menu, "Trang sau").answered()
        await chat.press(menu, "Trang sau").answered()
        assert menu.labels == ["Bài 16", "Bài 17", "Bài 18", "Bài 19", "‹ Trang trước", "Các chủ đề"]
        await chat.press(menu, "Bài 17").answered()
        await chat.press(menu, "Quay lại").answered()
        assert "trang 3/3" in menu.text


async def test_a_page_that_is_gone_after_a_change_of_content_shows_the_last_there_is(
    running: Running, chat: Seat, small_content: Content, make_article: ArticleMaker
) -> None:
    many = {one.id: one for one in (make_article(f"bai-{number:02}", (f"câu {number}",)) for number in range(20))}
    async with running(dataclasses.replace(small_content, articles=many)):
        menu = await topics(chat)
        await chat.press(menu, "Dịch vụ công").answered()
        button = menu.button("Trang sau")
    few = dict(list(many.items())[:3])
    async with running(dataclasses.replace(small_content, articles=few)):
        await chat.press(menu, button).answered()
        assert menu.labels[:3] == ["Bai 00", "Bai 01", "Bai 02"]


async def test_a_facet_button_shows_that_part_in_place(bot: Services, chat: Seat) -> None:
    answer = await answered(chat, "căn cước hết hạn")
    assert answer.labels[:2] == ["Lệ phí", "Thời gian"]
    await chat.press(answer, "Thời gian").answered()
    assert "7 ngày làm việc" in answer.text
    assert "Thời gian" not in answer.labels
    await chat.press(answer, "Lệ phí").answered()
    assert "35.000 đồng" in answer.text


async def test_related_articles_replace_the_buttons_and_lead_back(bot: Services, chat: Seat) -> None:
    answer = await answered(chat, "căn cước hết hạn")
    text, labels = answer.text, answer.labels
    await chat.press(answer, "Bài liên quan").answered()
    assert (answer.text, answer.labels) == (text, ["Đăng ký chữ ký số", "‹ Quay lại"])
    await chat.press(answer, "Quay lại").answered()
    assert (answer.text, answer.labels) == (text, labels)
    await chat.press(answer, "Bài liên quan").answered()
    await chat.press(answer, "Đăng ký chữ ký số").answered()
    assert answer.text.startswith("Đăng ký chữ ký số")


async def test_asking_a_person_is_told_in_reply_to_the_answer(bot: Services, chat: Seat) -> None:
    answer = await answered(chat, "căn cước hết hạn")
    await chat.press(answer, "Hỏi cán bộ").answered()
    told = await chat.next_bot_message()
    assert "1022" in told.text
    assert told.reply_to is answer


async def test_a_fallback_offers_a_person_and_the_topics(bot: Services, chat: Seat) -> None:
    fallback = await answered(chat, "giá vàng hôm nay bao nhiêu")
    assert fallback.labels[-2:] == ["Hỏi cán bộ", "Các chủ đề"]


async def test_a_suggestion_is_answered_below_the_greeting_as_if_typed(bot: Services, chat: Seat) -> None:
    chat.start()
    greeting = await chat.next_bot_message()
    assert greeting.labels == ["Làm sao để có chữ ký số?", "Mất căn cước thì sao?"]
    await chat.press(greeting, "Mất căn cước thì sao?").answered()
    answer = await chat.next_bot_message()
    assert answer.text.startswith("Làm căn cước")
    assert "👍" in answer.labels
    assert len(greeting.labels) == 2


async def test_a_suggestion_that_is_no_longer_made_says_so(
    running: Running, chat: Seat, small_content: Content
) -> None:
    async with running():
        chat.start()
        greeting = await chat.next_bot_message()
    async with running(dataclasses.replace(small_content, suggestions=())):
        answer = await chat.press(greeting, "Mất căn cước thì sao?").answered()
        assert answer.text
        assert len(chat.bot_messages) == 1


async def test_a_link_to_a_topic_opens_it(bot: Services, chat: Seat) -> None:
    chat.start("chu-ky-so")
    assert "Đăng ký chữ ký số" in (await chat.next_bot_message()).labels


async def test_privacy_counts_what_is_kept_and_erases_it_once_confirmed(bot: Services, chat: Seat) -> None:
    await answered(chat, "căn cước hết hạn")
    chat.send("/riengtu")
    page = await chat.next_bot_message()
    assert "1 câu hỏi" in page.text
    await chat.press(page, "Xóa dữ liệu của tôi").answered()
    assert page.labels == ["Xóa hết", "Hủy"]
    await chat.press(page, "Xóa hết").answered()
    assert page.labels == []
    assert (await bot.store.kept_of(bot.person(1001))).questions == 0


async def test_erasing_can_be_called_off(bot: Services, chat: Seat) -> None:
    await answered(chat, "căn cước hết hạn")
    chat.send("/riengtu")
    page = await chat.next_bot_message()
    await chat.press(page, "Xóa dữ liệu của tôi").answered()
    await chat.press(page, "Hủy").answered()
    assert (await bot.store.kept_of(bot.person(1001))).questions == 1


async def test_a_chosen_language_holds_after_a_restart(running: Running, chat: Seat) -> None:
    async with running():
        chat.send("/ngonngu")
        page = await chat.next_bot_message()
        await chat.press(page, "English").answered()
        assert "English" in page.text
    async with running():
        assert "See all" in (await answered(chat, "căn cước hết hạn")).labels


async def test_an_english_telegram_gets_an_english_menu_with_vietnamese_answers(
    bot: Services, telegram: SandboxServer
) -> None:
    chat = telegram.user(1009, "Mary", "en").private()
    chat.start()
    greeting = await chat.next_bot_message()
    assert "Answers are in Vietnamese." in greeting.text
    await chat.press(greeting, "All topics").answered()
    assert greeting.labels == ["Online public services", "Digital signatures", "Cashless payment"]
    await chat.press(greeting, "Digital signatures").answered()
    await chat.press(greeting, "Getting a digital signature").answered()
    assert greeting.labels[:2] == ["Papers", "Steps"]
