"""What residents and staff read about a case. A resident's words stand in a block of their own, where nothing in them
is a link, a mention or a command."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime

from bot.locale import CONTENT_LANGUAGE, Locale, get_locale
from bot.markup import escape, utf16_length
from bot.privacy import mask
from bot.rendering import Rendered
from bot.services import DA_NANG
from bot.store.case_records import Case, Delivery, Ending, Refusal
from intents.content.model import TOPICS, Content

staff_locale = get_locale(CONTENT_LANGUAGE)
"""Staff read Vietnamese, whatever language their Telegram has."""
CASE_UNITS = 2500
"""How long a resident's words may be for staff, in UTF-16 units: with all around them they fit into one message."""
CONSIDERED = 3
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
    return _text(text)


def preview(text: str, promise: str, locale: Locale) -> Rendered:
    """What will be sent, before it is."""
    return _paragraphs(
        _bold(locale.text("Send this question to staff?")),
        _quoted(text),
        _text(
            locale.text(
                "Long numbers and e-mail addresses are hidden. Staff see these words only, not your name or your "
                "account."
            )
        ),
        _text(
            locale.text(
                "To bring you the answer, the id of this chat is kept until 30 days after the question is closed; "
                "/riengtu erases it sooner."
            )
        ),
        _text(promise),
    )


def sent(case: Case, promise: str, locale: Locale) -> Rendered:
    """After it was sent: its number, and when to expect an answer."""
    return _paragraphs(
        _bold(locale.text("Sent to staff: question #{number}.", number=case.id)), _quoted(case.text), _text(promise)
    )


def cancelled(locale: Locale) -> Rendered:
    """After the resident has decided against it."""
    return _text(locale.text("Not sent. You can go on asking here."))


def refused(refusal: Refusal, most_open: int, locale: Locale) -> Rendered:
    """Why it was not sent."""
    match refusal:
        case Refusal.ALREADY:
            return _text(locale.text("This question has already been sent to staff."))
        case Refusal.TOO_MANY_OPEN:
            return _text(
                locale.text(
                    "You have {count} questions with staff already. Please wait for an answer, or call 1022 (dial "
                    "0236 1022).",
                    count=most_open,
                )
            )
        case Refusal.TOO_OFTEN:
            return _text(
                locale.text(
                    "You have sent many questions to staff today. Please try tomorrow, or call 1022 (dial 0236 1022)."
                )
            )
        case Refusal.GONE:
            return _text(locale.text("This question is no longer stored. Please type it again."))


def type_question(locale: Locale) -> Rendered:
    """For who wants a person without having asked anything."""
    return _text(
        locale.text(
            "Please type your question first; below the answer you can send it to staff. In a hurry, call 1022 (dial "
            "0236 1022)."
        )
    )


def card(case: Case, content: Content) -> Rendered:
    """A case as the staff group sees it."""
    locale = staff_locale
    considered = [content.articles[one].title for one, _ in case.top[:CONSIDERED] if one in content.articles]
    topic = topic_guess(case, content)
    facts = [
        *([locale.text("Topic: {topic}", topic=TOPICS[topic])] if topic else []),
        *([locale.text("Team: {team}", team=case.team)] if case.team else []),
        *([locale.text("Articles considered: {articles}", articles="; ".join(considered))] if considered else []),
        locale.text("Sent at {time}", time=_moment(case.opened_at, locale)),
    ]
    return _paragraphs(
        _lines(
            _bold(locale.text("Question #{number}", number=case.id)),
            _text(state(case)),
        ),
        _quoted(case.text),
        _lines(*(_text(one) for one in facts)),
    )


def state(case: Case) -> str:
    """Where a case stands, in a few words."""
    locale = staff_locale
    match case.ending:
        case Ending.STAFF | Ending.QUIET:
            return locale.text("Closed")
        case Ending.NOT_OURS:
            return locale.text("Closed: not ours")
        case Ending.SPAM:
            return locale.text("Closed: spam")
    parts = []
    if case.waiting_since is None:
        parts.append(locale.text("Answered, still open"))
    elif case.owner_name:
        parts.append(locale.text("{name} is answering", name=case.owner_name))
    else:
        parts.append(locale.text("Waiting for an answer"))
    if case.wants_file:
        parts.append(locale.text("a picture or file was asked for"))
    return " · ".join(parts)


def topic_guess(case: Case, content: Content) -> str | None:
    """The topic of the article that was nearest."""
    return next((content.articles[one].topic for one, _ in case.top if one in content.articles), None)


def answer(text: str, locale: Locale) -> Rendered:
    """What a person wrote, signed with the role."""
    return _paragraphs(_bold(locale.text("Staff answer:")), _text(text))


def answer_with(article: Rendered, locale: Locale) -> Rendered:
    """An article that a person chose."""
    return _paragraphs(_bold(locale.text("Staff have chosen this article for you:")), article)


def not_ours(locale: Locale) -> Rendered:
    """The question is nothing this service answers, and where to go instead."""
    return _paragraphs(
        _bold(locale.text("Staff answer:")),
        _text(
            locale.text(
                "This is not something that staff here handle. Please call the Da Nang hotline 1022 (dial 0236 1022), "
                "or ask at the public service centre of a ward or commune; they will tell you who does."
            )
        ),
    )


def spam(locale: Locale) -> Rendered:
    """What was sent is no question."""
    return _text(
        locale.text(
            "Staff have read this and will not answer it. If you do need help, please call 1022 (dial 0236 1022)."
        )
    )


def file_please(locale: Locale) -> Rendered:
    """Staff need to see something."""
    return _paragraphs(
        _bold(locale.text("Staff ask for a picture or file.")),
        _text(
            locale.text(
                "Send it here, as a reply to this message. Cover numbers and codes that staff need not see; never "
                "send OTP codes or passwords."
            )
        ),
    )


def closing(case: Case, locale: Locale) -> Rendered:
    """The one question at the end."""
    return _paragraphs(
        _bold(locale.text("Question #{number} is closed.", number=case.id)),
        _text(locale.text("Did it help you?")),
    )


def more_please(locale: Locale) -> Rendered:
    """The prompt for a further question."""
    return _text(locale.text("Write what you want to add, as a reply to this message. It goes to staff."))


def passed_on(promise: str, locale: Locale) -> Rendered:
    """A further question has gone to staff."""
    return _paragraphs(_text(locale.text("Passed on to staff.")), _text(promise))


def no_files(locale: Locale) -> Rendered:
    """Why a picture or file was not passed on."""
    return _text(
        locale.text(
            "Staff have not asked for a picture or file here, so it was not passed on. Please describe it in words, "
            "and do not send papers with your personal data."
        )
    )


def words_only(locale: Locale) -> Rendered:
    """Why something else was not passed on."""
    return _text(locale.text("Only words can be passed on to staff. Please type it."))


def thanks(helped: bool, locale: Locale) -> str:
    """The toast for a thumb."""
    if helped:
        return locale.text("Thank you, glad it helped.")
    return locale.text("Thank you. Staff have been told.")


def their_words(case: Case, text: str) -> Rendered:
    """What a resident adds, for staff."""
    return _lines(_bold(staff_locale.text("Question #{number}, the resident adds:", number=case.id)), _quoted(text))


def their_file(case: Case, caption: str) -> Rendered:
    """What stands under a resident's picture or file, for staff."""
    head = _bold(staff_locale.text("Question #{number}, from the resident", number=case.id))
    return _lines(head, _quoted(caption[:600])) if caption else head


def receipt(case: Case, delivery: str) -> Rendered:
    """What became of what staff sent."""
    locale = staff_locale
    if delivery == Delivery.SENT:
        return _text(locale.text("Question #{number}: sent to the resident.", number=case.id))
    if delivery == Delivery.BLOCKED:
        return _text(locale.text("Question #{number}: not received, the resident has blocked the bot.", number=case.id))
    return _text(locale.text("Question #{number}: Telegram did not take it, so it was not sent.", number=case.id))


def unhelpful(case: Case) -> Rendered:
    """A thumb down, for staff."""
    return _text(staff_locale.text("Question #{number}: the resident says that it did not help.", number=case.id))


def reply_prompt(case: Case, user_id: int | None, name: str) -> Rendered:
    """The prompt for a staff member's answer; mentions them, so that their Telegram opens the reply by itself."""
    mention = f'<a href="tg://user?id={user_id}">{escape(name)}</a>' if user_id else escape(name)
    words = staff_locale.text(
        "reply to this message: words, pictures or files go to the resident of question #{number}.", number=case.id
    )
    return Rendered(f"{mention}: {escape(words)}", f"{name}: {words}")


def taken(case: Case) -> str:
    """Why a staff member was not given a case."""
    if not case.open:
        return staff_locale.text("Question #{number} is closed already.", number=case.id)
    return staff_locale.text("{name} is answering question #{number} already.", name=case.owner_name, number=case.id)


def not_sent(case: Case) -> Rendered:
    """The same for an answer that was written in vain."""
    return _text(f"{taken(case)} {staff_locale.text('Your answer was not sent.')}")


def waiting_list(cases: Sequence[Case], now: datetime, chat_id: int, most: int) -> Rendered:
    """What is open, oldest first, each with a link to it."""
    locale = staff_locale
    if not cases:
        return _text(locale.text("Nothing is open."))
    lines = [_listed(case, now, chat_id) for case in cases[:most]]
    more = [_text(locale.text("and {count} more questions", count=len(cases) - most))] if len(cases) > most else []
    head = _bold(locale.text("Open questions: {count}", count=len(cases)))
    return _lines(head, *lines, *more)


def reminder(cases: Sequence[Case], now: datetime, chat_id: int, most: int) -> Rendered:
    """Who has waited too long."""
    listed = waiting_list(cases, now, chat_id, most)
    head = _text(staff_locale.text("These residents are still waiting for an answer. /choxuly lists all."))
    return _lines(head, listed)


def draft_caption(number: int, case: Case, topic: str) -> Rendered:
    """What stands under a draft."""
    return _text(
        staff_locale.text(
            "Draft {draft} from question #{number}, for the folder {folder}. Sources still have to be filled in.",
            draft=number,
            number=case.id,
            folder=topic,
        )
    )


def gone_from_store() -> Rendered:
    """What stands in the staff group instead of a case that its asker has erased."""
    return _text(staff_locale.text("The resident has erased this question."))


def not_admin() -> str:
    """How to make the bot an administrator."""
    return staff_locale.text(
        "The bot is not an administrator of this group yet, so it cannot check who is staff. Open the group's page, "
        "Edit, Administrators, Add administrator, and choose the bot."
    )


def admin_now() -> str:
    """The bot has what it needs."""
    return staff_locale.text("The bot is an administrator now; everything is ready.")


def moved_house() -> str:
    """The group has a new id."""
    return staff_locale.text(
        "This group has become a supergroup; the bot has stored its new id and goes on here. Open questions are shown "
        "again below."
    )


def _listed(case: Case, now: datetime, chat_id: int) -> Rendered:
    link = message_link(chat_id, case.card)
    number = f"#{case.id}"
    shown = Rendered(f'<a href="{link}">{number}</a>', f"{number} {link}") if link else _text(number)
    first = " ".join(case.text.split())
    short = first if len(first) <= 60 else first[:60].rstrip() + "…"
    age = _age(case.waiting_since or case.opened_at, now)
    rest = f" · {age} · {state(case)} · "
    return Rendered(f"{shown.html}{escape(rest)}<code>{escape(short)}</code>", f"{shown.plain}{rest}{short}")


def message_link(chat_id: int, message_id: int | None) -> str | None:
    """The address of a message of a supergroup; plain groups have none."""
    digits = str(chat_id)
    if message_id is None or not digits.startswith("-100"):
        return None
    return f"https://t.me/c/{digits[4:]}/{message_id}"


def _age(since: datetime, now: datetime) -> str:
    minutes = max(0, int((now - since).total_seconds()) // 60)
    if minutes < 60:
        return staff_locale.text("{count} minutes", count=minutes)
    if minutes < 48 * 60:
        return staff_locale.text("{count} hours", count=minutes // 60)
    return staff_locale.text("{count} days", count=minutes // (24 * 60))


def _moment(moment: datetime, locale: Locale) -> str:
    here = moment.astimezone(DA_NANG)
    return f"{here:%H:%M} {locale.day(here.date())}"


def _quoted(text: str) -> Rendered:
    return Rendered(f"<pre>{escape(text)}</pre>", text)


def _text(text: str) -> Rendered:
    return Rendered(escape(text), text)


def _bold(text: str) -> Rendered:
    return Rendered(f"<b>{escape(text)}</b>", text)


def _lines(*items: Rendered) -> Rendered:
    return _join("\n", *items)


def _paragraphs(*items: Rendered) -> Rendered:
    return _join("\n\n", *(item for item in items if item.plain))


def _join(between: str, *items: Rendered) -> Rendered:
    return Rendered(between.join(item.html for item in items), between.join(item.plain for item in items))
