"""Staff correct an article on the phone: file out, file back, preview, publish, undo."""

from __future__ import annotations

from bot.sandbox import Group, Person
from bot.services import Services
from tests.bot.cases.conftest import QUESTION, preview_of
from tests.bot.editing.conftest import EDITED, FILE, PATIENCE, Stage
from tests.intents.content.conftest import ARTICLE, DIRECTORY, FACTS

NEW = ARTICLE.replace("Làm căn cước", "Cấp hộ chiếu").replace("căn cước", "hộ chiếu")


async def test_a_correction_goes_from_the_phone_to_the_resident(bot: Services, stage: Stage) -> None:
    preview = await stage.sent_back(stage.thu, EDITED)
    assert preview.labels == ["Đăng", "Hủy"]
    assert "+Làm ở công an phường hoặc xã." in preview.text
    assert "-Làm ở công an phường." in preview.text
    assert stage.text() == ARTICLE
    served = await stage.published(preview)
    assert "Làm căn cước" in served.text
    assert "/hoantac can-cuoc" in served.text
    asked = stage.lan.send("mất căn cước")
    answer = await stage.lan.wait_for(lambda message: message.reply_to is asked)
    assert "Làm ở công an phường hoặc xã." in answer.text


async def test_the_article_is_shown_as_residents_will_see_it(bot: Services, stage: Stage) -> None:
    given = await stage.file(stage.thu, "can-cuoc")
    assert given.file is not None
    assert given.file.data == ARTICLE.encode()
    document = stage.thu.send_document(EDITED.encode(), "can-cuoc.md", reply_to=given)
    preview = await stage.preview(stage.thu, document)
    page = next(one for one in stage.thu.messages if one.reply_to is document and one is not preview)
    await stage.published(preview)
    asked = stage.lan.send("mất căn cước")
    answer = await stage.lan.wait_for(lambda message: message.reply_to is asked)
    assert page.text.replace("chưa có cán bộ duyệt", "") in answer.text or page.text == answer.text


async def test_the_role_is_the_title_in_the_group_else_that_of_the_settings(
    bot: Services, stage: Stage, group: Group, thu: Person
) -> None:
    group.entitle(thu, "Tổ trưởng một cửa")
    await stage.published(await stage.sent_back(stage.thu, EDITED))
    assert "checked_by: Tổ trưởng một cửa" in stage.text()
    again = await stage.sent_back(stage.dung, EDITED.replace("hoặc xã", "hoặc xã nơi ở"))
    await stage.dung.press(again, "Đăng").answered()
    await stage.dung.wait_for(lambda message: message.reply_to is again and "Đã đăng" in message.text, timeout=PATIENCE)
    assert "checked_by: Cán bộ phụ trách nội dung" in stage.text()
    assert "Dũng" not in stage.text()


async def test_a_file_may_be_sent_with_the_command_as_its_caption(bot: Services, stage: Stage) -> None:
    document = stage.thu.send_document(EDITED.encode(), "can-cuoc (1).md", "/sua can-cuoc")
    await stage.published(await stage.preview(stage.thu, document))
    assert "hoặc xã" in stage.text()


async def test_errors_are_named_by_line_and_there_is_nothing_to_publish(bot: Services, stage: Stage) -> None:
    given = await stage.file(stage.thu, "can-cuoc")
    broken = EDITED.replace("related: []", "related: [khong-co]")
    document = stage.thu.send_document(broken.encode(), "can-cuoc.md", reply_to=given)
    said = await stage.thu.wait_for(
        lambda message: message.reply_to is document and "Chưa đăng được" in message.text, timeout=PATIENCE
    )
    assert "can-cuoc.md, dòng 7: “related” nêu bài “khong-co” không có." in said.text
    assert said.labels == []


async def test_the_mended_file_may_answer_what_was_said_of_the_broken_one(bot: Services, stage: Stage) -> None:
    given = await stage.file(stage.thu, "can-cuoc")
    broken = EDITED.replace("related: []", "related: [khong-co]")
    document = stage.thu.send_document(broken.encode(), "can-cuoc.md", reply_to=given)
    said = await stage.thu.wait_for(
        lambda message: message.reply_to is document and "Chưa đăng được" in message.text, timeout=PATIENCE
    )
    mended = stage.thu.send_document(EDITED.encode(), "can-cuoc.md", reply_to=said)
    assert await stage.preview(stage.thu, mended)
    again = stage.thu.send_document(EDITED.replace("xã.", "xã nơi ở.").encode(), "can-cuoc.md", reply_to=mended)
    assert await stage.preview(stage.thu, again)


async def test_a_file_in_reply_to_a_residents_question_goes_to_the_resident(bot: Services, stage: Stage) -> None:
    preview = await preview_of(stage.lan, QUESTION)
    await stage.lan.press(preview, "Gửi").answered()
    card = await stage.thu.wait_for(lambda message: "Trả lời" in message.labels)
    stage.thu.send_document(b"mau don", "can-cuoc.md", reply_to=card)
    assert await stage.lan.wait_for(lambda message: message.file is not None and message.file.data == b"mau don")


async def test_cancelling_publishes_nothing(bot: Services, stage: Stage) -> None:
    preview = await stage.sent_back(stage.thu, EDITED)
    await stage.dung.press(preview, "Hủy").answered()
    assert "Đã hủy" in preview.text
    assert preview.labels == []
    assert stage.text() == ARTICLE


async def test_facts_are_edited_like_articles_and_an_article_that_names_them_is_shown(
    bot: Services, stage: Stage
) -> None:
    preview = await stage.sent_back(stage.thu, FACTS.replace("35.000", "40.000"), "facts")
    assert "2 bài hiện ra khác trước: Làm căn cước; Đăng ký khai sinh" in preview.text
    await stage.published(preview)
    asked = stage.lan.send("lệ phí căn cước")
    answer = await stage.lan.wait_for(lambda message: message.reply_to is asked)
    assert "40.000 đồng" in answer.text


async def test_rows_of_a_directory_are_edited_too(bot: Services, stage: Stage) -> None:
    row = (
        "tran-phu,Trần Phú,,quận Hải Châu cũ,Có trong danh sách.,Báo,https://example.vn/3,2024-06-01,2024-06-01,đường\n"
    )
    await stage.published(await stage.sent_back(stage.thu, DIRECTORY + row, "danh-ba/tuyen-pho"))
    assert [one.id for one in bot.responder.content.directories["tuyen-pho"]] == ["le-duan", "tran-phu"]


async def test_questions_that_would_be_answered_otherwise_are_named(bot: Services, stage: Stage) -> None:
    asked = stage.lan.send("thẻ rơi xuống sông")
    await stage.lan.wait_for(lambda message: message.reply_to is asked)
    text = EDITED.replace("  - Đổi thẻ", "  - thẻ rơi xuống sông\n  - Đổi thẻ")
    preview = await stage.sent_back(stage.thu, text)
    assert "Sẽ đổi câu trả lời của" in preview.text
    assert "thẻ rơi xuống sông (hỏi 1 lần): " in preview.text
    assert "→ “Làm căn cước”" in preview.text


async def test_a_name_that_is_no_id_offers_what_could_be_meant(bot: Services, stage: Stage) -> None:
    asking = stage.thu.send("/sua mất thẻ căn cước")
    offer = await stage.thu.wait_for(lambda message: message.reply_to is asking)
    assert "Làm căn cước" in offer.labels
    await stage.thu.press(offer, "Làm căn cước").answered()
    given = await stage.thu.wait_for(lambda message: message.file is not None)
    assert given.file is not None
    assert given.file.name == "can-cuoc.md"


async def test_without_a_name_it_is_said_how_to_ask(bot: Services, stage: Stage) -> None:
    asking = stage.thu.send("/sua")
    assert "/sua can-cuoc" in (await stage.thu.wait_for(lambda message: message.reply_to is asking)).text


async def test_a_new_article_is_made_from_a_form_and_undone_again(bot: Services, stage: Stage) -> None:
    form = await stage.file(stage.thu, "dich-vu-cong/ho-chieu")
    assert form.file is not None
    assert b"title:" in form.file.data
    document = stage.thu.send_document(NEW.encode(), "ho-chieu.md", reply_to=form)
    preview = await stage.preview(stage.thu, document)
    assert "Bài mới: Cấp hộ chiếu" in preview.text
    await stage.published(preview)
    assert "ho-chieu" in bot.responder.content.articles
    asking = stage.thu.send("/hoantac ho-chieu")
    undo = await stage.preview(stage.thu, asking)
    assert undo.labels == ["Đăng lại bản cũ", "Hủy"]
    await stage.published(undo)
    assert "ho-chieu" not in bot.responder.content.articles


async def test_versions_are_listed_opened_and_gone_back_to(bot: Services, stage: Stage) -> None:
    await stage.published(await stage.sent_back(stage.thu, EDITED))
    asking = stage.thu.send("/lichsu can-cuoc")
    listed = await stage.thu.wait_for(lambda message: message.reply_to is asking)
    assert "#2 · Cán bộ phụ trách nội dung, 09:30 24/11/2026" in listed.text
    await stage.thu.press(listed, "Mở bản #1").answered()
    opened = await stage.thu.wait_for(lambda message: message.reply_to is listed and message.file is not None)
    assert opened.file is not None
    assert opened.file.data == ARTICLE.encode()
    await stage.thu.press(listed, "Quay về #1").answered()
    back = await stage.thu.wait_for(lambda message: "Đăng lại bản cũ" in message.labels, timeout=PATIENCE)
    await stage.published(back)
    assert stage.text() == ARTICLE


async def test_where_nothing_was_published_there_is_nothing_to_undo(bot: Services, stage: Stage) -> None:
    asking = stage.thu.send("/hoantac can-cuoc")
    assert "chưa có gì để hoàn tác" in (await stage.thu.wait_for(lambda message: message.reply_to is asking)).text
    asking = stage.thu.send("/lichsu can-cuoc")
    assert "Chưa có bản nào" in (await stage.thu.wait_for(lambda message: message.reply_to is asking)).text


async def test_what_is_too_long_for_a_message_comes_as_a_file(bot: Services, stage: Stage) -> None:
    long = EDITED.replace(
        "## Lệ phí", "## Hồ sơ\n" + "\n".join(f"- Giấy tờ số {n} " + "dài " * 12 for n in range(30)) + "\n\n## Lệ phí"
    )
    preview = await stage.sent_back(stage.thu, long)
    assert "nằm trong tệp gửi kèm" in preview.text
    (whole,) = [one for one in stage.thu.messages if one.file is not None and one.file.name.startswith("thay-doi-")]
    assert whole.file is not None
    assert "+- Giấy tờ số 29" in whole.file.data.decode()


async def test_a_content_file_without_a_reply_is_answered_by_how_to_send_it(bot: Services, stage: Stage) -> None:
    document = stage.thu.send_document(EDITED.encode(), "can-cuoc (1).md")
    assert "/sua can-cuoc" in await stage.refusal(stage.thu, document)
    assert await bot.store.content.known_texts(FILE) == []


async def test_other_documents_and_files_outside_the_group_are_left_alone(bot: Services, stage: Stage) -> None:
    stage.thu.send_document(EDITED.encode(), "ke-hoach.md")
    stage.lan.start()
    private = stage.lan.send_document(EDITED.encode(), "can-cuoc.md", "/sua can-cuoc")
    await stage.lan.wait_for(lambda message: message.reply_to is private)
    assert await bot.store.content.known_texts(FILE) == []
    assert stage.text() == ARTICLE
