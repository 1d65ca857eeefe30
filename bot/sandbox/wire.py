"""The world as the Bot API writes it in JSON."""

from .errors import Json
from .model import Chat, Message, StoredFile, User
from .text import entity_json

_DENIED_TO_MEMBERS = ("can_change_info", "can_invite_users", "can_pin_messages", "can_promote_members")
_ADMIN_RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
    *_DENIED_TO_MEMBERS, "can_post_stories", "can_edit_stories", "can_delete_stories",
)  # fmt: skip

_MEMBER_RIGHTS = (
    "can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics", "can_send_messages",
    "can_send_polls", "can_send_other_messages", "can_add_web_page_previews", "can_send_audios", "can_send_documents",
    "can_send_photos", "can_send_videos", "can_send_video_notes", "can_send_voice_notes", "can_edit_tag",
    "can_react_to_messages",
)  # fmt: skip


def user_json(user: User) -> Json:
    """A User object."""
    found: Json = {"id": user.id, "is_bot": user.is_bot, "first_name": user.first_name}
    for name in ("last_name", "username", "language_code"):
        if value := getattr(user, name):
            found[name] = value
    return found


def chat_json(chat: Chat) -> Json:
    """A Chat object."""
    found: Json = {"id": chat.id, "type": chat.type}
    if chat.person is not None:
        found["first_name"] = chat.person.first_name
        for name in ("last_name", "username"):
            if value := getattr(chat.person, name):
                found[name] = value
        return found
    found["title"] = chat.title
    if chat.username:
        found["username"] = chat.username
    if chat.type == "group":
        found["all_members_are_administrators"] = False
    return found


def full_chat_json(chat: Chat) -> Json:
    """A ChatFullInfo object."""
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    return {
        **chat_json(chat),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
        **({} if chat.is_private else {"permissions": {"can_send_messages": True}}),
    }


def member_json(chat: Chat, user: User) -> Json:
    """A ChatMember object of the class that fits the user's status."""
    status = chat.status_of(user.id)
    found: Json = {"user": user_json(user), "status": status}
    if status == "creator":
        found["is_anonymous"] = False
    elif status == "administrator":
        found |= {"can_be_edited": False, "is_anonymous": False}
        found |= dict.fromkeys(_ADMIN_RIGHTS, True)
        found["can_promote_members"] = False
    elif status == "restricted":
        found |= {"is_member": True, "until_date": 0}
        found |= dict.fromkeys(_MEMBER_RIGHTS, False)
    elif status == "kicked":
        found["until_date"] = 0
    if status in ("creator", "administrator") and user.id in chat.member_titles:
        found["custom_title"] = chat.member_titles[user.id]
    return found


def file_json(file: StoredFile) -> Json:
    """The fields that every kind of file shares."""
    return {"file_id": file.file_id, "file_unique_id": file.unique_id, "file_size": len(file.data)}


def message_json(message: Message, nested: bool = True) -> Json:
    """A Message object; a replied-to message stands in it without its own reply, as Telegram does."""
    found: Json = {"message_id": message.id}
    if message.thread_id is not None:
        found |= {"message_thread_id": message.thread_id, "is_topic_message": True}
    if message.sender is not None:
        found["from"] = user_json(message.sender)
    found |= {"chat": chat_json(message.chat), "date": message.date}
    if message.edit_date is not None:
        found["edit_date"] = message.edit_date
    if message.forward_origin is not None:
        found["forward_origin"] = message.forward_origin
    if message.via_bot is not None:
        found["via_bot"] = user_json(message.via_bot)
    if nested and message.reply_to is not None and not message.reply_to.deleted:
        found["reply_to_message"] = message_json(message.reply_to, nested=False)
    found |= message.media
    if message.text:
        field, entities = ("caption", "caption_entities") if message.has_media else ("text", "entities")
        found[field] = message.text
        if message.entities:
            found[entities] = [_entity(message, index) for index in range(len(message.entities))]
    if message.link_preview is not None:
        found["link_preview_options"] = message.link_preview
    if message.markup is not None and "inline_keyboard" in message.markup:
        found["reply_markup"] = message.markup
    return found


def _entity(message: Message, index: int) -> Json:
    entity = message.entities[index]
    mentioned: Json | None = None
    if entity.type == "text_mention":
        mentioned = {"id": entity.user_id, "is_bot": False, "first_name": message.content.part(entity)}
    return entity_json(entity, mentioned)
