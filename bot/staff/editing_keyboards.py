"""The buttons about content, for staff."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.staff.editing_presses import AnyEditingPress, EditingPress, SendFile, Step, encode
from bot.staff.editing_words import MAX_VERSIONS, staff_locale, title_of
from bot.store.publishing_records import Kind, Proposal, Version
from intents.content.editable import EditableFile
from intents.content.model import Content


def decide(proposal: Proposal) -> InlineKeyboardMarkup:
    """Publish or not."""
    locale = staff_locale
    label = locale.text("Publish the earlier version") if proposal.kind is Kind.UNDO else locale.text("Publish")
    return _markup(
        [
            [
                _button(label, EditingPress(Step.PUBLISH, proposal.id)),
                _button(locale.text("Cancel"), EditingPress(Step.CANCEL, proposal.id)),
            ]
        ]
    )


def after_conflict(proposal: Proposal, file: EditableFile) -> InlineKeyboardMarkup:
    """The present file, and the text that was sent."""
    return _markup(
        [
            [_button(staff_locale.text("The present file"), SendFile(file.asked_by))],
            [_button(staff_locale.text("My text again"), EditingPress(Step.MINE, proposal.id))],
        ]
    )


def files(found: Sequence[EditableFile], content: Content) -> InlineKeyboardMarkup | None:
    """Files to choose from."""
    return _markup([[_button(title_of(file, content), SendFile(file.asked_by))] for file in found]) if found else None


def edit_file(file: EditableFile) -> InlineKeyboardButton:
    """The button that sends a file to be edited."""
    return _button(staff_locale.text("Edit"), SendFile(file.asked_by))


def publish_draft(draft: int) -> InlineKeyboardMarkup:
    """Propose a draft as it is."""
    return _markup([[_button(staff_locale.text("Look at it and publish"), EditingPress(Step.DRAFT, draft))]])


def versions(found: Sequence[Version]) -> InlineKeyboardMarkup | None:
    """Each version as a file, and the way back to it."""
    rows = []
    for number, version in enumerate(found[:MAX_VERSIONS]):
        row = []
        if version.digest is not None:
            row.append(_button(staff_locale.text("Open #{number}", number=version.id), _press(Step.VERSION, version)))
        if number:
            row.append(
                _button(staff_locale.text("Back to #{number}", number=version.id), _press(Step.RESTORE, version))
            )
        rows.append(row)
    return _markup(rows) if rows else None


def _press(step: Step, version: Version) -> EditingPress:
    return EditingPress(step, version.id)


def _button(label: str, press: AnyEditingPress) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=encode(press))


def _markup(rows: Iterable[Sequence[InlineKeyboardButton]]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([row for row in rows if row])
