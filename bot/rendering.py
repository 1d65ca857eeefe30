"""Replies in words: what a person reads, as Telegram HTML and as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import assert_never

from bot.locale import CONTENT_LANGUAGE, SOURCE_LANGUAGE, Locale, get_locale
from bot.locale.titles import article_title, topic_title
from bot.markup import utf16_length, visible_text
from bot.rendered import Rendered as Rendered
from bot.rendered import bold as _bold
from bot.rendered import bullets as _bullets
from bot.rendered import code as _code
from bot.rendered import italic as _italic
from bot.rendered import join as _join
from bot.rendered import lines as _lines
from bot.rendered import link as _link
from bot.rendered import markdown as _markdown
from bot.rendered import paragraphs as _paragraphs
from bot.rendered import text as _text
from intents.content.model import Source
from intents.reply import (
    Answer,
    Choose,
    Fallback,
    Notice,
    NoticeKind,
    Option,
    Part,
    Reply,
    Topic,
    TopicPage,
    Topics,
    Urgent,
    Verdict,
)


def render(reply: Reply, locale: Locale) -> Rendered:
    """The reply as a message; its buttons are not part of it, so the plain text lists what they would offer."""
    match reply:
        case Answer():
            return _answer(reply, locale)
        case Choose(options):
            return _offer(_text(locale.text("Which of these do you mean?")), options)
        case Fallback(nearest):
            return _fallback(nearest, locale)
        case Topics(topics):
            return _topics(topics, locale)
        case TopicPage():
            return _topic_page(reply, locale)
        case Notice(kind):
            return _text(_notice(kind, locale))
        case Verdict():
            return _verdict(reply, locale)
        case Urgent():
            return _urgent(reply, locale)
    assert_never(reply)


def render_late(reply: Rendered, locale: Locale) -> Rendered:
    """A reply that comes long after its question, with a line that says so."""
    return _paragraphs(_italic(locale.text("Sorry, this answer comes late: the assistant was interrupted.")), reply)


def render_start(locale: Locale, operator_name: str, operator_contact: str, official: bool) -> Rendered:
    """The greeting: what this is, how to ask, who runs it, what not to send. An empty operator name is left out."""
    return _paragraphs(
        _bold(locale.text("Hello, this is Hỏi Đáp Số.")),
        _text(
            locale.text(
                "Ask in your own words about online public services, digital signatures, cashless payment and "
                "community technology teams in Da Nang. Accents are not needed."
            )
        ),
        _text(locale.text("Every answer is written beforehand, with its sources and their date.")),
        *_language_note(locale),
        _text(about_operator(locale, operator_name, operator_contact, official)),
        _text(locale.text("Please do not send identity card numbers, OTP codes or passwords here.")),
        _text(locale.text("Tap a question to try, or /chude to see all topics:")),
    )


def render_help(locale: Locale, topics: Sequence[Topic]) -> Rendered:
    """How to ask, what about, and the commands: `topics` are those that have articles."""
    about = _lines(
        _bold(locale.text("You can ask about:")), *_bullets(_text(topic_title(topic, locale)) for topic in topics)
    )
    return _paragraphs(
        _text(locale.text("Write one short question at a time, naming the thing you need.")),
        *([about] if topics else []),
        _lines(
            _text(locale.text("/chude: browse all topics")),
            _text(locale.text("/riengtu: what is stored about you, and erasing it")),
            _text(locale.text("/xoadulieu: erase what is stored about you")),
            _text(locale.text("/ngonngu: language of the menus")),
            _text(locale.text("/hoi: ask in a group, for instance /hoi followed by the question")),
        ),
        *_language_note(locale),
        _text(_person(locale)),
        _text(locale.text("Please do not send identity card numbers, OTP codes or passwords here.")),
    )


def render_privacy(
    locale: Locale, questions: int, votes: int, days: int, operator_name: str, operator_contact: str, official: bool
) -> Rendered:
    """What is stored of a person and for how many days, how much that is now, and who keeps it."""
    kept = locale.text(
        "Stored of you now: {questions} questions, {votes} ratings.",
        questions=locale.number(questions),
        votes=locale.number(votes),
    )
    return _paragraphs(
        _bold(locale.text("Your privacy")),
        _text(
            locale.text(
                "To improve its answers, the assistant stores your questions, which article answered them, your "
                "ratings and the language you chose. Personal numbers, codes, number plates and e-mail addresses are "
                "hidden before anything is stored. Questions and ratings are erased after {days} days, the language "
                "when you erase it.",
                days=locale.number(days),
            )
        ),
        _text(
            locale.text(
                "Your name, your phone number and your Telegram account are not stored with them; a code that cannot "
                "be read back stands for you. Your Telegram number is kept only where the assistant must write to you: "
                "while a message waits for its answer (sealed), and until 30 days after a question you handed to "
                "staff is closed. Telegram itself keeps this chat."
            )
        ),
        _text(kept),
        _text(locale.text("To erase all of it at once: /xoadulieu")),
        _text(about_operator(locale, operator_name, operator_contact, official)),
    )


def render_erasure(locale: Locale) -> Rendered:
    """The question before erasing."""
    return _text(locale.text("Erase everything that is stored of you? This cannot be undone."))


def render_erased(locale: Locale) -> Rendered:
    """Said once everything is erased."""
    return _text(locale.text("Done: nothing is stored of you any more. You can go on asking."))


def render_not_erased(locale: Locale) -> Rendered:
    """Said when a person decides against erasing."""
    return _text(locale.text("Nothing was erased."))


def render_language(locale: Locale) -> Rendered:
    """The question for a language, also what stands after it was chosen."""
    return _paragraphs(
        _text(locale.text("Menus and buttons are now in English. You can change this:")), *_language_note(locale)
    )


def rendered_length(answer: Answer) -> int:
    """How long the answer is for Telegram, in UTF-16 units of what is displayed, in the longest of our languages."""
    locales = (get_locale(code) for code in (CONTENT_LANGUAGE, SOURCE_LANGUAGE))
    return max(utf16_length(visible_text(_answer(answer, locale).html)) for locale in locales)


@lru_cache(maxsize=512)
def _answer(answer: Answer, locale: Locale) -> Rendered:
    sources = _source_list(answer.sources, locale) if answer.full else _source_line(answer.sources, locale)
    return _paragraphs(
        _bold(answer.title),
        *shown_entries(answer),
        *([_markdown(answer.lead)] if answer.lead else []),
        *(shown_part(part) for part in answer.parts),
        *sources,
        _italic(answer_footer(answer, locale)),
    )


def shown_entries(answer: Answer) -> Iterable[Rendered]:
    """What the directories say of the names in the question, with the line that asks which is meant."""
    if answer.entries:
        asked = [_markdown(answer.asks_back)] if answer.asks_back else []
        yield _lines(*asked, *_bullets(_markdown(entry) for entry in answer.entries))


def shown_part(part: Part) -> Rendered:
    return _lines(_bold(part.heading), _markdown(part.markdown))


def _source_line(sources: Sequence[Source], locale: Locale) -> Iterable[Rendered]:
    if not sources:
        return
    words = [_text(locale.text("Source:")), _link(sources[0].title, sources[0].url)]
    if len(sources) > 1:
        words.append(_text(locale.text("and {count} more", count=len(sources) - 1)))
    yield _join(" ", *words)


def _source_list(sources: Sequence[Source], locale: Locale) -> Iterable[Rendered]:
    if sources:
        yield _lines(_bold(locale.text("Sources")), *_bullets(dated_source(source, locale) for source in sources))


def dated_source(source: Source, locale: Locale) -> Rendered:
    link = _link(source.title, source.url)
    return link if source.date is None else _join(", ", link, _text(locale.day(source.date)))


def answer_footer(answer: Answer | Urgent, locale: Locale) -> str:
    if answer.checked_by:
        day = locale.day(answer.updated)
        status = locale.text("{role} checked it on {day}", role=answer.checked_by, day=day)
    else:
        status = locale.text("not yet checked by an official")
    if answer.as_of is None:
        return status[0].upper() + status[1:]
    read = locale.text("From sources up to {month}", month=locale.month(answer.as_of))
    return f"{read} · {status}"


def _fallback(nearest: Sequence[Option], locale: Locale) -> Rendered:
    said = _paragraphs(
        _text(locale.text("The assistant has no sure answer to this question yet.")),
        _text(locale.text("Please try again in one short sentence that names the thing you need.")),
        _text(_person(locale)),
    )
    if not nearest:
        return said
    return _offer(_paragraphs(said, _text(locale.text("Perhaps it is one of these:"))), nearest)


def _offer(words: Rendered, options: Sequence[Option]) -> Rendered:
    listed = "\n".join(f"{number}. {option.title}" for number, option in enumerate(options, start=1))
    return Rendered(words.html, f"{words.plain}\n{listed}")


def _topics(topics: Sequence[Topic], locale: Locale) -> Rendered:
    words = _bold(locale.text("What is it about?"))
    listed = "\n".join(f"{number}. {topic_title(topic, locale)}" for number, topic in enumerate(topics, start=1))
    return Rendered(words.html, f"{words.plain}\n{listed}")


def _topic_page(page: TopicPage, locale: Locale) -> Rendered:
    title = _bold(topic_title(page.topic, locale))
    if page.pages > 1:
        place = locale.text("page {page} of {pages}", page=page.page, pages=page.pages)
        title = _join(" ", title, _text(f"({place})"))
    options = tuple(Option(one.article, article_title(one, locale)) for one in page.options)
    return _offer(_paragraphs(title, *_language_note(locale)), options)


def _verdict(verdict: Verdict, locale: Locale) -> Rendered:
    read = locale.text("The assistant only reads the letters of an address; it opens no page.")
    return _paragraphs(
        _bold(locale.text("Safety check")),
        *([_lines(_markdown(verdict.said), *_bullets(map(_text, verdict.signals)))] if verdict.said else []),
        *(_join(": ", _code(one.subject), _markdown(one.text)) for one in verdict.checked),
        _lines(_bold(locale.text("What to do")), *_bullets(map(_markdown, verdict.advice))),
        *([_italic(read)] if any(one.is_link for one in verdict.checked) else []),
    )


def _urgent(urgent: Urgent, locale: Locale) -> Rendered:
    return _paragraphs(
        _bold(locale.text("Do this now, in this order:")),
        _markdown(urgent.steps),
        *_source_line(urgent.sources, locale),
        _italic(answer_footer(urgent, locale)),
    )


def _notice(kind: NoticeKind, locale: Locale) -> str:
    match kind:
        case NoticeKind.EMPTY:
            return locale.text("There was nothing to read in that. Please ask in words.")
        case NoticeKind.UNSUPPORTED:
            return locale.text("Only written text is understood so far. Please type your question.")
        case NoticeKind.GONE:
            return locale.text("This article is no longer here. Please ask again, or press /help.")
        case NoticeKind.FAILED:
            return locale.text("Something went wrong on our side. Your question was kept; please try again shortly.")
        case NoticeKind.PERSON:
            return _person(locale)
        case NoticeKind.HOW_TO_ASK:
            return locale.text("Write the question after the command, for instance: /hoi how do I pay by QR code")
        case NoticeKind.PRIVACY:
            return locale.text(
                "Please do not send identity card, phone or account numbers, codes or passwords here: they are not "
                "needed, and were hidden before anything was stored."
            )
        case NoticeKind.LIMITED:
            return locale.text("You are writing very fast. Please wait a minute, then ask on.")
    assert_never(kind)


def _person(locale: Locale) -> str:
    return locale.text(
        "To ask a person: call the Da Nang hotline 1022 (dial 0236 1022), or go to the public service centre of a "
        "ward or commune."
    )


def about_operator(locale: Locale, name: str, contact: str, official: bool) -> str:
    """Who runs this, as far as the settings name them, and that it is no official channel unless it is."""
    named = f"{name} ({contact})" if contact else name
    parts = [locale.text("Run by: {operator}.", operator=named)] if name else []
    if not official:
        parts.append(locale.text("This is not a channel of a state agency."))
    return " ".join(parts)


def _language_note(locale: Locale) -> Iterable[Rendered]:
    if locale.code != CONTENT_LANGUAGE:
        yield _text(locale.text("Answers are in Vietnamese."))
