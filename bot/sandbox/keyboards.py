"""Inline keyboards: what Telegram accepts as reply markup."""

from dataclasses import dataclass

from .errors import Json, refuse
from .links import link_problem

BUTTON_LIMIT = 100
ROW_LIMIT = 8
DATA_BYTES = 64
COPY_LIMIT = 256
_ACTIONS = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
)  # fmt: skip
_OTHER_KINDS = ("keyboard", "remove_keyboard", "force_reply")


@dataclass(frozen=True)
class Button:
    """One button of an inline keyboard, as a person sees it."""

    text: str
    row: int
    column: int
    callback_data: str = ""
    url: str = ""
    switch_inline_query: str | None = None
    copy_text: str = ""


def parse_reply_markup(raw: object) -> Json | None:
    """The reply markup of a call, checked; None when there are no buttons.

    Raises ApiError with Telegram's words when it would refuse it.
    """
    if raw is None or raw == {} or raw == "":
        return None
    if not isinstance(raw, dict):
        refuse("object expected as reply markup")
    if "inline_keyboard" in raw:
        return _inline(raw["inline_keyboard"])
    for kind in _OTHER_KINDS:
        if kind in raw:
            return dict(raw)
    return None


def parse_inline_markup(raw: object) -> Json | None:
    """The same for edits, where only an inline keyboard is allowed."""
    markup = parse_reply_markup(raw)
    if markup is not None and "inline_keyboard" not in markup:
        refuse("inline keyboard expected")
    return markup


def buttons_of(markup: Json | None) -> tuple[Button, ...]:
    """The buttons of a checked inline keyboard, row by row."""
    if markup is None or "inline_keyboard" not in markup:
        return ()
    return tuple(
        _button(item, row, column)
        for row, items in enumerate(markup["inline_keyboard"])
        for column, item in enumerate(items)
    )


def _button(item: Json, row: int, column: int) -> Button:
    copied = item.get("copy_text")
    return Button(
        item["text"],
        row,
        column,
        callback_data=item.get("callback_data", ""),
        url=item.get("url", ""),
        switch_inline_query=item.get("switch_inline_query", item.get("switch_inline_query_current_chat")),
        copy_text=copied["text"] if copied else "",
    )


def _inline(rows: object) -> Json | None:
    if not isinstance(rows, list):
        refuse('field "inline_keyboard" must be of type Array')
    kept = []
    for row in rows:
        if not isinstance(row, list):
            refuse("can't parse inline keyboard: expected an Array of Arrays of InlineKeyboardButton")
        if len(row) > ROW_LIMIT:
            refuse("reply markup is too long")
        if row:
            kept.append([_checked(button) for button in row])
    if sum(len(row) for row in kept) > BUTTON_LIMIT:
        refuse("reply markup is too long")
    return {"inline_keyboard": kept} if kept else None


def _checked(button: object) -> Json:
    problem = "can't parse inline keyboard button: "
    if not isinstance(button, dict):
        refuse(f"{problem}expected an Object")
    if "text" not in button:
        refuse(f'{problem}Can\'t find field "text"')
    if not isinstance(button["text"], str):
        refuse(f'{problem}Field "text" must be of type String')
    if not button["text"].strip():
        refuse("BUTTON_TEXT_EMPTY")
    actions = [name for name in _ACTIONS if button.get(name) is not None]
    if not actions:
        refuse(f"{problem}Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        refuse("BUTTON_TYPE_INVALID")
    _check_action(actions[0], button[actions[0]])
    return dict(button)


def _check_action(action: str, value: object) -> None:
    if action == "callback_data":
        if not isinstance(value, str) or not 1 <= len(value.encode()) <= DATA_BYTES:
            refuse("BUTTON_DATA_INVALID")
    elif action == "url":
        if not isinstance(value, str) or not value:
            refuse("BUTTON_URL_INVALID")
        if problem := link_problem(value):
            refuse(f"inline keyboard button URL '{value}' is invalid: {problem}")
    elif action == "copy_text":
        copied = value.get("text") if isinstance(value, dict) else None
        if not isinstance(copied, str) or not 1 <= len(copied) <= COPY_LIMIT:
            refuse("BUTTON_COPY_TEXT_INVALID")
    elif action in ("switch_inline_query", "switch_inline_query_current_chat") and not isinstance(value, str):
        refuse(f'can\'t parse inline keyboard button: Field "{action}" must be of type String')
