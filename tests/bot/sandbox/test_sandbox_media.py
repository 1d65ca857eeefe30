"""Photos and documents both ways, and everything else that people send."""

import aiohttp
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, Message
from telegram.error import BadRequest

from bot.sandbox import SandboxServer, Seat, small_png
from bot.sandbox.files import DOWNLOAD_LIMIT, PHOTO_LIMIT


async def newest(bot: Bot) -> Message:
    message = (await bot.get_updates())[-1].message
    assert message is not None
    return message


async def test_a_persons_photo_can_be_downloaded(bot: Bot, chat: Seat) -> None:
    picture = small_png(40, 30)
    chat.send_photo(picture, "lệ phí bao nhiêu?")
    message = await newest(bot)
    assert (message.caption, message.photo[-1].width, message.photo[-1].height) == ("lệ phí bao nhiêu?", 40, 30)
    assert bytes(await (await message.photo[-1].get_file()).download_as_bytearray()) == picture


async def test_a_persons_document_can_be_downloaded(bot: Bot, chat: Seat) -> None:
    chat.send_document(b"noi dung", "don.pdf")
    document = (await newest(bot)).document
    assert document is not None
    assert (document.file_name, document.mime_type, document.file_size) == ("don.pdf", "application/pdf", 8)
    assert bytes(await (await document.get_file()).download_as_bytearray()) == b"noi dung"


async def test_voice_sticker_location_and_contact_arrive(bot: Bot, chat: Seat) -> None:
    chat.send_voice()
    voice = (await newest(bot)).voice
    chat.send_sticker("🙏")
    sticker = (await newest(bot)).sticker
    chat.send_location(16.0, 108.0)
    location = (await newest(bot)).location
    chat.send_contact("+84905123456", "Minh")
    contact = (await newest(bot)).contact
    assert voice is not None
    assert sticker is not None
    assert location is not None
    assert contact is not None
    found = (voice.mime_type, sticker.emoji, location.latitude, contact.phone_number)
    assert found == ("audio/ogg", "🙏", 16.0, "+84905123456")


async def test_the_bot_uploads_a_photo_and_sends_it_again_by_its_id(bot: Bot, chat: Seat) -> None:
    sent = await bot.send_photo(1001, small_png(), caption="<b>Áp phích</b>", parse_mode="HTML")
    again = await bot.send_photo(1001, sent.photo[-1].file_id)
    assert (sent.caption, sent.caption_entities[0].type) == ("Áp phích", "bold")
    assert again.photo[-1].file_unique_id == sent.photo[-1].file_unique_id
    assert [message.file and message.file.data for message in chat.bot_messages] == [small_png()] * 2


async def test_the_bot_uploads_a_document(bot: Bot, chat: Seat) -> None:
    sent = await bot.send_document(1001, b"a;b", filename="hoi.csv")
    assert sent.document is not None
    assert sent.document.file_name == "hoi.csv"
    assert chat.last_bot_message.file is not None
    assert chat.last_bot_message.file.data == b"a;b"


async def test_a_caption_has_at_most_1024_units(bot: Bot, chat: Seat) -> None:
    await bot.send_photo(1001, small_png(), caption="đ" * 1024)
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_photo(1001, small_png(), caption="🙂" * 512 + "a")


async def test_a_caption_is_edited_as_a_caption(bot: Bot, chat: Seat) -> None:
    photo = await bot.send_photo(1001, small_png(), caption="một")
    text = await bot.send_message(1001, "một")
    await bot.edit_message_caption(1001, photo.message_id, caption="hai")
    assert chat.bot_messages[0].text == "hai"
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_caption(1001, photo.message_id, caption="hai")
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("hai", 1001, photo.message_id)
    with pytest.raises(BadRequest, match="There is no caption in the message to edit"):
        await bot.edit_message_caption(1001, text.message_id, caption="hai")


async def test_a_picture_is_put_in_place_of_another_with_its_caption_and_buttons(bot: Bot, chat: Seat) -> None:
    sent = await bot.send_photo(1001, small_png(), caption="một")
    buttons = InlineKeyboardMarkup([[InlineKeyboardButton("Sau", callback_data="x")]])
    media = InputMediaPhoto(small_png(9, 9), caption="<b>hai</b>", parse_mode="HTML")
    await bot.edit_message_media(media, 1001, sent.message_id, reply_markup=buttons)
    (shown,) = chat.bot_messages
    assert shown.file is not None
    assert (shown.text, shown.labels, shown.file.data) == ("hai", ["Sau"], small_png(9, 9))
    again = InputMediaPhoto(shown.file.file_id, caption="<b>hai</b>", parse_mode="HTML")
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_media(again, 1001, sent.message_id, reply_markup=buttons)


async def test_a_broken_picture_is_refused_in_an_edit_too(bot: Bot, chat: Seat) -> None:
    sent = await bot.send_photo(1001, small_png(), caption="một")
    with pytest.raises(BadRequest, match="Image_process_failed"):
        await bot.edit_message_media(InputMediaPhoto(b"khong phai anh"), 1001, sent.message_id)
    assert chat.last_bot_message.text == "một"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"khong phai anh", "Image_process_failed"),
        (small_png(9000, 1001), "Photo_invalid_dimensions"),
        (small_png(210, 10), "Photo_invalid_dimensions"),
        (b"\x89PNG" + bytes(PHOTO_LIMIT), "too big for a photo"),
    ],
    ids=["no picture", "too large", "too narrow", "too heavy"],
)
async def test_bad_photos_are_refused(bot: Bot, chat: Seat, data: bytes, reason: str) -> None:
    with pytest.raises(BadRequest, match=reason):
        await bot.send_photo(1001, data)


async def test_empty_files_are_refused(bot: Bot, chat: Seat) -> None:
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await bot.send_document(1001, b"", filename="a.txt")


async def test_a_file_id_of_nothing_or_of_another_kind_is_refused(bot: Bot, chat: Seat) -> None:
    with pytest.raises(BadRequest, match="Wrong file identifier/http url specified"):
        await bot.send_photo(1001, "khong-co")
    sent = await bot.send_document(1001, b"a", filename="a.txt")
    assert sent.document is not None
    with pytest.raises(BadRequest, match="Can't use file of type document as photo"):
        await bot.send_photo(1001, sent.document.file_id)


async def test_an_address_is_never_fetched(bot: Bot, chat: Seat) -> None:
    with pytest.raises(BadRequest, match="Failed to get http url content"):
        await bot.send_photo(1001, "https://example.vn/a.jpg")


async def test_files_beyond_20_megabytes_cannot_be_downloaded(bot: Bot, chat: Seat) -> None:
    chat.send_document(bytes(DOWNLOAD_LIMIT + 1), "phim.mp4")
    document = (await newest(bot)).document
    assert document is not None
    with pytest.raises(BadRequest, match="File is too big"):
        await document.get_file()


async def test_unknown_files_are_refused(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Invalid file_id"):
        await bot.get_file("khong-co")


async def test_a_wrong_download_path_or_token_is_not_found(server: SandboxServer, http: aiohttp.ClientSession) -> None:
    for address, status in (("123:abc/photos/file_9.jpg", 404), ("123:wrong/photos/file_0.jpg", 401)):
        async with http.get(server.file_url + address) as response:
            assert response.status == status
