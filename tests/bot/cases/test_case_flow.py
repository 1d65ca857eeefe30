"""A question goes to staff and comes back answered, and back and forth until it is closed."""

from __future__ import annotations

from bot.sandbox import Message, SandboxServer
from bot.sandbox.wire import message_json
from bot.services import Services
from tests.bot.cases.conftest import QUESTION, Stage, preview_of


async def test_what_will_be_sent_is_shown_first_with_numbers_masked(bot: Services, stage: Stage) -> None:
    preview = await preview_of(stage.lan, "giá vàng 079123456789 hôm nay")
    assert "giá vàng [số] hôm nay" in preview.text
    assert preview.labels == ["Gửi", "Hủy"]
    assert stage.thu.bot_messages == []


async def test_cancelled_nothing_goes_to_staff(bot: Services, stage: Stage) -> None:
    preview = await preview_of(stage.lan)
    await stage.lan.press(preview, "Hủy").answered()
    assert preview.labels == []
    assert await bot.store.cases.open_cases() == []


async def test_the_case_shows_the_question_as_text_the_topic_and_the_articles_considered(
    bot: Services, stage: Stage
) -> None:
    card = await stage.hand_over("căn cước <b>hết</b> hạn www.lua-dao.vn @ai /lenh")
    (block,) = [entity for entity in card.entities if entity.type == "pre"]
    assert card.content.part(block) == "căn cước <b>hết</b> hạn www.lua-dao.vn @ai /lenh"
    assert {entity.type for entity in card.entities} == {"bold", "hashtag", "pre"}
    assert card.link_preview == {"is_disabled": True}
    assert "Chủ đề: Dịch vụ công trực tuyến" in card.text
    assert "Bài đã xét: Làm căn cước" in card.text
    assert "Gửi lúc 09:30 24/11/2026" in card.text
    assert card.labels == ["Trả lời", "Chọn bài", "Không thuộc", "Spam", "Xin ảnh/tệp"]


async def test_a_reply_to_the_case_reaches_the_resident_as_a_reply_signed_with_the_role(
    bot: Services, stage: Stage
) -> None:
    card = await stage.hand_over()
    stage.thu.send("Bạn hỏi <tiệm vàng> nhé", reply_to=card)
    answer = await stage.lan.wait_for(lambda message: "tiệm vàng" in message.text)
    assert answer.text == "Cán bộ trả lời:\n\nBạn hỏi <tiệm vàng> nhé"
    assert answer.reply_to is not None
    assert answer.reply_to.text == QUESTION
    assert answer.labels == ["👍", "👎", "Hỏi thêm"]
    receipt = await stage.thu.wait_for(lambda message: "đã gửi" in message.text)
    assert receipt.reply_to is not None
    assert receipt.reply_to.text == "Bạn hỏi <tiệm vàng> nhé"
    assert "Thu" not in answer.text


async def test_the_reply_button_asks_for_the_answer_and_takes_the_case(bot: Services, stage: Stage) -> None:
    card = await stage.hand_over()
    await stage.dung.press(card, "Trả lời").answered()
    prompt = await stage.dung.wait_for(lambda message: "trả lời tin này" in message.text)
    assert prompt.text.startswith("Dũng:")
    await stage.thu.wait_for(lambda message: message is card and "Dũng đang trả lời" in message.text)
    stage.dung.send("Đây nhé", reply_to=prompt)
    await stage.lan.wait_for(lambda message: "Đây nhé" in message.text)


async def test_pictures_and_files_of_staff_reach_the_resident(bot: Services, stage: Stage) -> None:
    card = await stage.hand_over()
    stage.thu.send_photo(caption="Xem ảnh", reply_to=card)
    photo = await stage.lan.wait_for(lambda message: "Xem ảnh" in message.text)
    assert "photo" in photo.media
    stage.thu.send_document(name="mau.pdf", reply_to=card)
    file = await stage.lan.wait_for(lambda message: "document" in message.media)
    assert file.text == "Cán bộ trả lời:"


async def test_a_very_long_answer_arrives_whole_in_several_messages(bot: Services, stage: Stage) -> None:
    card = await stage.hand_over()
    words = [f"từ{number}" for number in range(620)]
    stage.thu.send(" ".join(words), reply_to=card)
    await stage.lan.wait_for(lambda message: words[-1] in message.text)
    got = [one.text.removeprefix("Cán bộ trả lời:\n\n") for one in stage.lan.bot_messages if "Cán bộ" in one.text]
    assert " ".join(got[1:] if "Gửi" in got[0] else got).split()[-620:] == words


async def test_a_sticker_of_staff_is_refused_with_what_can_be_sent(
    bot: Services, stage: Stage, telegram: SandboxServer
) -> None:
    card = await stage.hand_over()
    telegram.bot.inbox.push("message", stage.thu.chat.id, replying(stage.thu.send_sticker(), card))
    assert await stage.thu.wait_for(lambda message: "Chỉ gửi được chữ, ảnh hoặc tệp" in message.text)


async def test_an_article_that_staff_pick_is_sent_the_likely_ones_first(bot: Services, stage: Stage) -> None:
    card = await stage.hand_over("căn cước hết hạn")
    await stage.thu.press(card, "Chọn bài").answered()
    assert card.labels[0] == "Làm căn cước"
    assert card.labels[-1] == "‹ Quay lại"
    await stage.thu.press(card, "Đăng ký chữ ký số").answered()
    answer = await stage.lan.wait_for(lambda message: "Cán bộ chọn bài này" in message.text)
    assert "Đăng ký chữ ký số" in answer.text
    await stage.thu.wait_for(lambda message: "đã gửi" in message.text)
    await stage.thu.wait_for(lambda message: message is card and "Trả lời" in message.labels)


async def test_not_ours_says_where_to_go_and_closes(bot: Services, stage: Stage) -> None:
    card = await stage.hand_over()
    await stage.thu.press(card, "Không thuộc").answered()
    told = await stage.lan.wait_for(lambda message: "không thuộc" in message.text)
    assert "1022" in told.text
    await stage.thu.wait_for(lambda message: message is card and "Đã đóng: không thuộc" in message.text)
    assert "Trả lời" not in card.labels


async def test_spam_closes_and_leaves_nobody_waiting(bot: Services, stage: Stage) -> None:
    card = await stage.hand_over()
    await stage.thu.press(card, "Spam").answered()
    await stage.lan.wait_for(lambda message: "không trả lời" in message.text)
    assert await bot.store.cases.open_cases() == []


async def test_follow_ups_go_back_and_forth_until_it_is_closed(bot: Services, stage: Stage) -> None:
    card = await stage.hand_over()
    stage.thu.send("Một", reply_to=card)
    answer = await stage.lan.wait_for(lambda message: "Một" in message.text)
    await stage.lan.press(answer, "Hỏi thêm").answered()
    prompt = await stage.lan.wait_for(lambda message: "trả lời tin này" in message.text)
    stage.lan.send("thế còn số 0905123456?", reply_to=prompt)
    added = await stage.thu.wait_for(lambda message: "người hỏi viết thêm" in message.text)
    assert "thế còn số [số]?" in added.text
    assert added.reply_to is card
    stage.thu.send("Hai", reply_to=added)
    second = await stage.lan.wait_for(lambda message: "Hai" in message.text)
    stage.lan.send("cảm ơn", reply_to=second)
    await stage.thu.wait_for(lambda message: "cảm ơn" in message.text)


async def test_closing_asks_once_whether_it_helped_and_staff_hear_of_a_no(bot: Services, stage: Stage) -> None:
    card = await stage.hand_over()
    press = stage.thu.press(card, "Trả lời")
    await press.answered()
    stage.thu.send("Một", reply_to=card)
    receipt = await stage.thu.wait_for(lambda message: "đã gửi" in message.text)
    first, second = stage.thu.press(receipt, "Đóng"), stage.dung.press(receipt, "Đóng")
    await first.answered()
    assert "đã đóng" in (await second.answered()).text
    closing = await stage.lan.wait_for(lambda message: "đã đóng" in message.text)
    assert closing.labels == ["👍", "👎"]
    await stage.lan.press(closing, "👎").answered()
    await stage.lan.press(closing, "👎").answered()
    await stage.thu.wait_for(lambda message: "chưa giúp được" in message.text)
    assert len([one for one in stage.lan.bot_messages if "đã đóng" in one.text]) == 1
    assert len([one for one in stage.thu.bot_messages if "chưa giúp được" in one.text]) == 1


async def test_what_is_not_answered_cannot_be_closed(bot: Services, stage: Stage) -> None:
    card = await stage.hand_over()
    assert "Đóng câu này" not in card.labels


async def test_staff_see_that_the_resident_has_blocked_the_bot(bot: Services, stage: Stage) -> None:
    card = await stage.hand_over()
    stage.lan.block()
    stage.thu.send("Một", reply_to=card)
    receipt = await stage.thu.wait_for(lambda message: "đã chặn bot" in message.text)
    assert receipt.reply_to is not None
    assert receipt.reply_to.text == "Một"


async def test_two_questions_in_a_row_that_find_nothing_offer_staff(bot: Services, stage: Stage) -> None:
    stage.lan.send(QUESTION)
    stage.lan.send("giá vàng bao nhiêu")
    preview = await stage.lan.wait_for(lambda message: "Gửi" in message.labels)
    assert "giá vàng bao nhiêu" in preview.text


async def test_one_question_that_finds_nothing_offers_only_the_button(bot: Services, stage: Stage) -> None:
    stage.lan.send(QUESTION)
    await stage.lan.next_bot_message()
    stage.lan.send("căn cước hết hạn")
    await stage.lan.wait_for(lambda message: message.text.startswith("Làm căn cước"))
    assert not any("Gửi" in message.labels for message in stage.lan.bot_messages)


async def test_pressed_twice_it_is_sent_once(bot: Services, stage: Stage) -> None:
    preview = await preview_of(stage.lan)
    button = preview.button("Gửi")
    first, second = stage.lan.press(preview, button), stage.lan.press(preview, button)
    await first.answered()
    assert "đã gửi cán bộ rồi" in (await second.answered()).text
    await stage.thu.wait_for(lambda message: "Trả lời" in message.labels)
    assert len(await bot.store.cases.open_cases()) == 1


async def test_files_are_refused_kindly_until_staff_ask_for_one(bot: Services, stage: Stage) -> None:
    card = await stage.hand_over()
    stage.thu.send("Cho xem biên nhận", reply_to=card)
    answer = await stage.lan.wait_for(lambda message: "biên nhận" in message.text)
    stage.lan.send_photo(reply_to=answer)
    await stage.lan.wait_for(lambda message: "chưa cần ảnh hay tệp" in message.text)
    await stage.thu.press(card, "Xin ảnh/tệp").answered()
    asked = await stage.lan.wait_for(lambda message: "cần xem ảnh hoặc tệp" in message.text)
    stage.lan.send_photo(reply_to=asked, caption="mã 0905123456")
    photo = await stage.thu.wait_for(lambda message: "photo" in message.media)
    assert "mã [số]" in photo.text
    stage.lan.send_document()
    await stage.thu.wait_for(lambda message: "document" in message.media)


async def test_a_voice_message_of_the_resident_is_refused_with_what_can_be_passed_on(
    bot: Services, stage: Stage, telegram: SandboxServer
) -> None:
    card = await stage.hand_over()
    stage.thu.send("Một", reply_to=card)
    answer = await stage.lan.wait_for(lambda message: "Một" in message.text)
    telegram.bot.inbox.push("message", stage.lan.chat.id, replying(stage.lan.send_voice(), answer))
    assert await stage.lan.wait_for(lambda message: "chỉ chuyển được chữ" in message.text)


def replying(message: Message, to: Message) -> dict[str, object]:
    """The message as Telegram would write it had it been sent as a reply."""
    return message_json(message) | {"reply_to_message": message_json(to, nested=False)}


async def test_three_open_cases_a_person(bot: Services, stage: Stage) -> None:
    for number in range(3):
        await stage.hand_over(f"giá vàng hôm nay {number}")
    preview = await preview_of(stage.lan, "giá vàng ngày mai")
    await stage.lan.press(preview, "Gửi").answered()
    assert "3 câu chờ cán bộ" in preview.text
    assert len(await bot.store.cases.open_cases()) == 3


async def test_an_escalation_limit_of_its_own(bot: Services, stage: Stage, telegram: SandboxServer) -> None:
    for number in range(10):
        card = await stage.hand_over(f"giá vàng hôm nay {number}")
        await stage.thu.press(card, "Spam").answered()
    preview = await preview_of(stage.lan, "giá vàng ngày mai")
    await stage.lan.press(preview, "Gửi").answered()
    assert "Hôm nay bạn đã gửi" in preview.text


async def test_an_answer_that_staff_edit_is_edited_for_the_resident(bot: Services, stage: Stage) -> None:
    card = await stage.hand_over()
    said = stage.thu.send("Mọt", reply_to=card)
    answer = await stage.lan.wait_for(lambda message: "Mọt" in message.text)
    await stage.thu.wait_for(lambda message: "đã gửi" in message.text)
    stage.thu.edit(said, "Một")
    await stage.lan.wait_for(lambda message: message is answer and "Một" in message.text)
    assert answer.labels == ["👍", "👎", "Hỏi thêm"]


async def test_an_edit_that_cannot_reach_the_resident_is_said(bot: Services, stage: Stage) -> None:
    card = await stage.hand_over()
    said = stage.thu.send("dài " * 1000, reply_to=card)
    await stage.thu.wait_for(lambda message: "đã gửi" in message.text)
    stage.thu.edit(said, "ngắn")
    assert await stage.thu.wait_for(lambda message: "không tới được người hỏi" in message.text)


async def test_staff_hear_of_words_that_the_resident_edits(bot: Services, stage: Stage) -> None:
    card = await stage.hand_over()
    stage.thu.send("Một", reply_to=card)
    answer = await stage.lan.wait_for(lambda message: "Một" in message.text)
    added = stage.lan.send("thêm nữa", reply_to=answer)
    await stage.thu.wait_for(lambda message: "thêm nữa" in message.text)
    stage.lan.edit(added, "thêm nữa, 0905123456")
    await stage.thu.wait_for(lambda message: "thêm nữa, [số]" in message.text)
    (question,) = [one for one in stage.lan.messages if one.text == QUESTION]
    stage.lan.edit(question, "căn cước hết hạn")
    await stage.thu.wait_for(lambda message: "căn cước hết hạn" in message.text)
    assert await stage.lan.wait_for(lambda message: message.text.startswith("Làm căn cước"))


async def test_in_a_group_the_one_who_asked_gets_the_answer_there_and_adds_to_it(
    bot: Services, stage: Stage, telegram: SandboxServer
) -> None:
    asker, other = telegram.user(1007, "Sáu", "vi"), telegram.user(1008, "Tư", "vi")
    group = telegram.group("Tổ dân phố", [asker, other], supergroup=True)
    place, others = group.seat(asker), group.seat(other)
    asked = place.send(f"/hoi {QUESTION}")
    fallback = await place.next_bot_message()
    assert "Chỉ người hỏi" in (await others.press(fallback, "Hỏi cán bộ").answered()).text
    await place.press(fallback, "Hỏi cán bộ").answered()
    await place.press(await place.next_bot_message(), "Gửi").answered()
    card = await stage.thu.wait_for(lambda message: QUESTION in message.text)
    stage.thu.send("Đây nhé", reply_to=card)
    answer = await place.wait_for(lambda message: "Đây nhé" in message.text)
    assert answer.reply_to is asked
    place.send("thêm nữa", reply_to=answer)
    await stage.thu.wait_for(lambda message: "thêm nữa" in message.text)


async def test_in_the_staff_group_nothing_is_handed_over_to_itself(bot: Services, stage: Stage) -> None:
    stage.thu.send(f"/hoi {QUESTION}")
    fallback = await stage.thu.next_bot_message()
    assert "nhóm cán bộ rồi" in (await stage.thu.press(fallback, "Hỏi cán bộ").answered()).text
    assert await bot.store.cases.open_cases() == []


async def test_riengtu_says_how_many_questions_staff_have(bot: Services, stage: Stage) -> None:
    stage.lan.send("/riengtu")
    assert "gửi cán bộ, hiện còn lưu" not in (await stage.lan.next_bot_message()).text
    await stage.hand_over()
    stage.lan.send("/riengtu")
    await stage.lan.wait_for(lambda message: "gửi cán bộ, hiện còn lưu: 1." in message.text)
