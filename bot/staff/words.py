"""What residents read about their cases."""

from __future__ import annotations

import unicodedata

from bot.locale import Locale
from bot.markup import utf16_length
from bot.privacy import mask
from bot.rendered import Rendered, bold, paragraphs, quoted
from bot.rendered import text as plain
from bot.store.case_records import Case, Refusal

CASE_UNITS = 2500
"""How long a resident's words may be for staff, in UTF-16 units: with all around them they fit into one message."""
_CUT = " […]"


def presentable(text: str) -> str:
    """A resident's words as staff see them: personal numbers masked, nothing invisible, not too long. Applied twice
    it changes nothing more."""
    visible = "".join(one for one in text if one == "\n" or unicodedata.category(one) not in ("Cc", "Cf", "Co", "Cs"))
    masked = mask(visible).strip()
    if utf16_length(masked) <= CASE_UNITS:
        return masked
    kept = masked.encode("utf-16-le")[: 2 * (CASE_UNITS - len(_CUT))].decode("utf-16-le", errors="ignore")
    return kept.rstrip() + _CUT


def notice(text: str) -> Rendered:
    """A line as it is."""
    return plain(text)


def preview(text: str, promise: str, locale: Locale) -> Rendered:
    """What will be sent, before it is."""
    return paragraphs(
        bold(locale.text("Send this question to staff?")),
        quoted(text),
        plain(
            locale.text(
                "Long numbers and e-mail addresses are hidden. Staff see these words only, not your name or your "
                "account."
            )
        ),
        plain(
            locale.text(
                "To bring you the answer, the id of this chat is kept until 30 days after the question is closed; "
                "/riengtu erases it sooner."
            )
        ),
        plain(promise),
    )


def sent(case: Case, promise: str, locale: Locale) -> Rendered:
    """After it was sent: its number, and when to expect an answer."""
    return paragraphs(
        bold(locale.text("Sent to staff: question #{number}.", number=case.id)), quoted(case.text), plain(promise)
    )


def cancelled(locale: Locale) -> Rendered:
    """After the resident has decided against it."""
    return plain(locale.text("Not sent. You can go on asking here."))


def refused(refusal: Refusal, most_open: int, locale: Locale) -> Rendered:
    """Why it was not sent."""
    match refusal:
        case Refusal.ALREADY:
            return plain(locale.text("This question has already been sent to staff."))
        case Refusal.TOO_MANY_OPEN:
            return plain(
                locale.text(
                    "You have {count} questions with staff already. Please wait for an answer, or call 1022 (dial "
                    "0236 1022).",
                    count=most_open,
                )
            )
        case Refusal.TOO_OFTEN:
            return plain(
                locale.text(
                    "You have sent many questions to staff today. Please try tomorrow, or call 1022 (dial 0236 1022)."
                )
            )
        case Refusal.GONE:
            return plain(locale.text("This question is no longer stored. Please type it again."))


def type_question(locale: Locale) -> Rendered:
    """For who wants a person without having asked anything."""
    return plain(
        locale.text(
            "Please type your question first; below the answer you can send it to staff. In a hurry, call 1022 (dial "
            "0236 1022)."
        )
    )


def answer(text: str, locale: Locale) -> Rendered:
    """What a person wrote, signed with the role."""
    return paragraphs(bold(locale.text("Staff answer:")), plain(text))


def answer_with(article: Rendered, locale: Locale) -> Rendered:
    """An article that a person chose."""
    return paragraphs(bold(locale.text("Staff have chosen this article for you:")), article)


def not_ours(locale: Locale) -> Rendered:
    """The question is nothing this service answers, and where to go instead."""
    return paragraphs(
        bold(locale.text("Staff answer:")),
        plain(
            locale.text(
                "This is not something that staff here handle. Please call the Da Nang hotline 1022 (dial 0236 1022), "
                "or ask at the public service centre of a ward or commune; they will tell you who does."
            )
        ),
    )


def spam(locale: Locale) -> Rendered:
    """What was sent is no question."""
    return plain(
        locale.text(
            "Staff have read this and will not answer it. If you do need help, please call 1022 (dial 0236 1022)."
        )
    )


def file_please(locale: Locale) -> Rendered:
    """Staff need to see something."""
    return paragraphs(
        bold(locale.text("Staff ask for a picture or file.")),
        plain(
            locale.text(
                "Send it here, as a reply to this message. Cover numbers and codes that staff need not see; never "
                "send OTP codes or passwords."
            )
        ),
    )


def closing(case: Case, locale: Locale) -> Rendered:
    """The one question at the end."""
    return paragraphs(
        bold(locale.text("Question #{number} is closed.", number=case.id)),
        plain(locale.text("Did it help you?")),
    )


def more_please(locale: Locale) -> Rendered:
    """The prompt for a further question."""
    return plain(locale.text("Write what you want to add, as a reply to this message. It goes to staff."))


def passed_on(promise: str, locale: Locale) -> Rendered:
    """A further question has gone to staff."""
    return paragraphs(plain(locale.text("Passed on to staff.")), plain(promise))


def no_files(locale: Locale) -> Rendered:
    """Why a picture or file was not passed on."""
    return plain(
        locale.text(
            "Staff have not asked for a picture or file here, so it was not passed on. Please describe it in words, "
            "and do not send papers with your personal data."
        )
    )


def words_only(locale: Locale) -> Rendered:
    """Why something else was not passed on."""
    return plain(locale.text("Only words can be passed on to staff. Please type it."))


def thanks(helped: bool, locale: Locale) -> str:
    """The toast for a thumb."""
    if helped:
        return locale.text("Thank you, glad it helped.")
    return locale.text("Thank you. Staff have been told.")
