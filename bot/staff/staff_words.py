"""What the staff group reads about cases. A resident's words stand in a block of their own, where nothing in them is a
link, a mention or a command."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from bot.locale import CONTENT_LANGUAGE, Locale, get_locale
from bot.markup import escape
from bot.rendered import Rendered, bold, code, join, lines, markdown, paragraphs, quoted
from bot.rendered import text as plain
from bot.services import DA_NANG
from bot.store.case_records import Case, Delivery, Ending
from intents.content.model import TOPICS, Content
from intents.reply import Checked

staff_locale = get_locale(CONTENT_LANGUAGE)
"""Staff read Vietnamese, whatever language their Telegram has."""
_NUMBERED = re.compile(re.escape(staff_locale.text("Question #{number}", number="")) + r"(\d{1,18})")
_PROMPT = re.compile(r".*: .*#(\d{1,18})\.")
CONSIDERED = 3
"""How many of the articles considered are named."""


def card(case: Case, content: Content, links: Sequence[Checked] = ()) -> Rendered:
    """A case as the staff group sees it; `links` are those in the question, each with what can be said of it."""
    locale = staff_locale
    considered = [content.articles[one].title for one, _ in case.top[:CONSIDERED] if one in content.articles]
    topic = topic_guess(case, content)
    facts = [
        *([locale.text("Topic: {topic}", topic=TOPICS[topic])] if topic else []),
        *([locale.text("Team: {team}", team=case.team)] if case.team else []),
        *([locale.text("Articles considered: {articles}", articles="; ".join(considered))] if considered else []),
        locale.text("Sent at {time}", time=_moment(case.opened_at, locale)),
    ]
    return paragraphs(
        lines(
            bold(locale.text("Question #{number}", number=case.id)),
            plain(state(case)),
        ),
        quoted(case.text),
        lines(*(join(": ", code(one.subject), markdown(one.text)) for one in links)),
        lines(*(plain(one) for one in facts)),
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


def their_words(case: Case, text: str) -> Rendered:
    """What a resident adds, for staff."""
    return lines(bold(staff_locale.text("Question #{number}, the resident adds:", number=case.id)), quoted(text))


def their_file(case: Case, caption: str) -> Rendered:
    """What stands under a resident's picture or file, for staff."""
    head = bold(staff_locale.text("Question #{number}, from the resident", number=case.id))
    return lines(head, quoted(caption[:600])) if caption else head


def receipt(case: Case, delivery: str) -> Rendered:
    """What became of what staff sent."""
    locale = staff_locale
    if delivery == Delivery.SENT:
        return plain(locale.text("Question #{number}: sent to the resident.", number=case.id))
    if delivery == Delivery.BLOCKED:
        return plain(locale.text("Question #{number}: not received, the resident has blocked the bot.", number=case.id))
    return plain(locale.text("Question #{number}: Telegram did not take it, so it was not sent.", number=case.id))


def unhelpful(case: Case) -> Rendered:
    """A thumb down, for staff."""
    return plain(staff_locale.text("Question #{number}: the resident says that it did not help.", number=case.id))


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
    return plain(f"{taken(case)} {staff_locale.text('Your answer was not sent.')}")


def waiting_list(cases: Sequence[Case], now: datetime, chat_id: int, most: int) -> Rendered:
    """What is open, oldest first, each with a link to it."""
    locale = staff_locale
    if not cases:
        return plain(locale.text("Nothing is open."))
    listed = [_listed(case, now, chat_id) for case in cases[:most]]
    more = [plain(locale.text("and {count} more questions", count=len(cases) - most))] if len(cases) > most else []
    head = bold(locale.text("Open questions: {count}", count=len(cases)))
    return lines(head, *listed, *more)


def reminder(cases: Sequence[Case], now: datetime, chat_id: int, most: int) -> Rendered:
    """Who has waited too long."""
    listed = waiting_list(cases, now, chat_id, most)
    head = plain(staff_locale.text("These residents are still waiting for an answer. /choxuly lists all."))
    return lines(head, listed)


def draft_caption(number: int, case: Case, topic: str) -> Rendered:
    """What stands under a draft."""
    return plain(
        staff_locale.text(
            "Draft {draft} from question #{number}, for the folder {folder}. Sources still have to be filled in.",
            draft=number,
            number=case.id,
            folder=topic,
        )
    )


def gone_from_store() -> Rendered:
    """What stands in the staff group instead of a case that its asker has erased."""
    return plain(staff_locale.text("The resident has erased this question."))


def case_number(shown: str) -> int | None:
    """The case that a message of ours in the staff group is about, as it says itself: known also where the process
    died before it could store that."""
    found = _NUMBERED.match(shown) or _PROMPT.fullmatch(shown)
    return int(found[1]) if found else None


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
    shown = Rendered(f'<a href="{link}">{number}</a>', f"{number} {link}") if link else plain(number)
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
