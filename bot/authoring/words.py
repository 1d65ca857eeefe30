"""What a staff member reads while writing a new article. Staff read Vietnamese."""

from __future__ import annotations

import re
from datetime import timedelta

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.authoring.presses import AnyWritingPress, ChooseTopic, Verb, WritingPress, encode
from bot.authoring.steps import Step
from bot.markup import escape
from bot.rendered import Rendered, bold, italic, lines, paragraphs, quoted
from bot.rendered import text as plain
from bot.staff.staff_words import staff_locale
from bot.store.writings import Writing
from intents.content.model import TOPICS

SHOWN = 1000
"""Letters shown of what was said to a step."""
_NUMBERED = re.compile(
    re.escape(staff_locale.text("New article, step {number} of 5", number="N")).replace("N", r"([1-5])")
)


def step_of(shown: str) -> Step | None:
    """The step that a message of ours asks for, as it says itself: known also where the process died before it could
    store that."""
    found = _NUMBERED.search(shown)
    return Step(int(found[1])) if found else None


def asked(writing: Writing) -> Rendered:
    """What is asked for now, with an example, and what was said to it before."""
    locale, step = staff_locale, Step(writing.step)
    said = writing.messages.get(step)
    before = [lines(plain(locale.text("You wrote before:")), quoted(_cut(said)))] if said else []
    example = _example(step)
    shown = [lines(italic(locale.text("For instance:")), quoted(example))] if example and not said else []
    head = f"{writing.name} · {locale.text('New article, step {number} of 5', number=step.value)}"
    return paragraphs(lines(bold(head), bold(_question(step))), plain(_how(step)), *shown, *before)


def reply_here(writing: Writing, user_id: int) -> Rendered:
    """The message that opens the reply on the writer's telephone."""
    step = staff_locale.text("New article, step {number} of 5", number=writing.step)
    words = staff_locale.text("reply to this message. {step}.", step=step)
    mention = f'<a href="tg://user?id={user_id}">{escape(writing.name)}</a>'
    return Rendered(f"{mention}: {escape(words)}", f"{writing.name}: {words}")


def placeholder(step: Step) -> str:
    """What stands in the empty field, at most 64 letters."""
    return _question(step)[:64]


def buttons(writing: Writing) -> InlineKeyboardMarkup:
    """The way on, back and out."""
    locale, step = staff_locale, Step(writing.step)
    rows = []
    if step is Step.TOPIC:
        rows = [[_button(title, ChooseTopic(topic))] for topic, title in TOPICS.items()]
    elif writing.messages.get(step):
        rows = [[_button(locale.text("Keep it ›"), WritingPress(Verb.ON, step))]]
    elif step is Step.DETAILS:
        rows = [[_button(locale.text("Skip ›"), WritingPress(Verb.ON, step))]]
    back = [_button(locale.text("‹ Back"), WritingPress(Verb.BACK, step))] if step is not Step.ASKED else []
    return InlineKeyboardMarkup([*rows, [*back, _button(locale.text("Cancel"), WritingPress(Verb.CANCEL, step))]])


def lacking(step: Step, problem: str) -> Rendered:
    """What is missing in a message; itself a message that asks for the step."""
    locale = staff_locale
    again = locale.text("Edit your message, or reply here with a new one.")
    head = locale.text("New article, step {number} of 5", number=step.value)
    return lines(bold(head), plain(problem), plain(again))


def nobody() -> Rendered:
    """To somebody who writes in the name of the group."""
    return plain(
        staff_locale.text(
            "You are writing in the name of the group, so the bot cannot tell who writes this article. Please switch "
            "off “Remain anonymous” in your rights as administrator, then /them again."
        )
    )


def somebody_elses(writing: Writing) -> Rendered:
    """To somebody who answers or presses for another."""
    return plain(staff_locale.text("{name} is writing this one. For one of your own: /them", name=writing.name))


def over() -> Rendered:
    """To an answer that comes after the end."""
    return plain(staff_locale.text("This article is finished or thrown away. To write a new one: /them"))


def words_only() -> Rendered:
    """To a picture, a voice message, a sticker."""
    return plain(
        staff_locale.text("Only written words can become an article. Please reply to the step again in words.")
    )


def being_made(title: str) -> Rendered:
    """In place of the topics, once one was chosen."""
    return plain(staff_locale.text("“{title}”: the file is made and being checked, a few seconds …", title=title))


def being_checked() -> str:
    """To whoever presses or writes while the file is being checked."""
    return staff_locale.text("This article is being checked; please wait a little.")


def not_handed_on(why: str) -> Rendered:
    """It could not be checked; nothing is lost."""
    return plain(staff_locale.text("It could not be checked: {why} Nothing is lost.", why=why))


def to_mend(writing: Writing) -> Rendered:
    """After the check found errors and the file was sent."""
    return plain(
        staff_locale.text(
            "{name}, nothing is lost. Mend the file above and send it back in reply to it, or go on here and change "
            "the step that is named.",
            name=writing.name,
        )
    )


def masked_note() -> Rendered:
    """Said where personal numbers were hidden."""
    return plain(
        staff_locale.text(
            "Long numbers and e-mail addresses were hidden in what you wrote. Should one be an office's, put it in "
            "when you edit the file."
        )
    )


def known_note(title: str, article_id: str) -> Rendered:
    """Said where a phrasing stands in an article already."""
    return plain(
        staff_locale.text(
            "“{title}” answers this already. It may be better to edit that: /sua {article}",
            title=title,
            article=article_id,
        )
    )


def replaced_note(step: Step) -> Rendered:
    """Said when an earlier step was answered again."""
    return plain(staff_locale.text("Step {number} is replaced.", number=step.value))


def half_written(writing: Writing) -> Rendered:
    """What somebody has begun."""
    locale = staff_locale
    name = _title(writing)
    return paragraphs(
        plain(
            locale.text("{name}, you are writing “{title}”, step {number} of 5.", name=writing.name, title=name,
                        number=writing.step)
        ),
        plain(locale.text("Go on with it, or throw it away and begin another?")),
    )  # fmt: skip


def half_written_buttons(writing: Writing) -> InlineKeyboardMarkup:
    """Go on, or begin again."""
    step = Step(writing.step)
    return InlineKeyboardMarkup(
        [
            [_button(staff_locale.text("Go on writing"), WritingPress(Verb.RESUME, step))],
            [_button(staff_locale.text("Throw away, begin another"), WritingPress(Verb.ANEW, step))],
        ]
    )


def resting(writing: Writing, idle: timedelta) -> Rendered:
    """Said, once, when nothing has come for long."""
    return plain(
        staff_locale.text(
            "{name}, the article “{title}” has waited for {hours} hours, so the bot has put it aside. Nothing is lost: "
            "go on whenever you like.",
            name=writing.name, title=_title(writing), hours=int(idle.total_seconds() // 3600),
        )
    )  # fmt: skip


def really_cancel(writing: Writing) -> Rendered:
    """The question before throwing away."""
    return plain(staff_locale.text("Throw away the article “{title}”?", title=_title(writing)))


def really_cancel_buttons(writing: Writing) -> InlineKeyboardMarkup:
    """Yes, no."""
    step = Step(writing.step)
    return InlineKeyboardMarkup(
        [
            [_button(staff_locale.text("Yes, throw away"), WritingPress(Verb.REALLY_CANCEL, step))],
            [_button(staff_locale.text("No, go on"), WritingPress(Verb.DO_NOT_CANCEL, step))],
        ]
    )


def cancelled(writing: Writing) -> Rendered:
    """After throwing away."""
    return plain(
        staff_locale.text(
            "The article “{title}” is thrown away. What you wrote still stands in your messages above.",
            title=_title(writing),
        )
    )


def _title(writing: Writing) -> str:
    first = next((line.strip() for line in writing.messages.get(Step.ASKED, "").split("\n") if line.strip()), "")
    return first[:60] or staff_locale.text("no title yet")


def _question(step: Step) -> str:
    locale = staff_locale
    match step:
        case Step.ASKED:
            return locale.text("What do residents ask?")
        case Step.ANSWER:
            return locale.text("What is the answer?")
        case Step.DETAILS:
            return locale.text("Fee, time, place, papers?")
        case Step.SOURCE:
            return locale.text("Where is it written, since when?")
        case Step.TOPIC:
            return locale.text("Which topic does it belong to?")


def _how(step: Step) -> str:
    locale = staff_locale
    match step:
        case Step.ASKED:
            return locale.text("First line: the title. Below it, a question a line, as residents ask it.")
        case Step.ANSWER:
            return locale.text("Two or three short sentences that can stand alone. If there are steps: 1. 2. 3. below.")
        case Step.DETAILS:
            return locale.text("A line each, with its name before the colon. Nothing to say: press Skip.")
        case Step.SOURCE:
            return locale.text(
                "Paste the link of the document or the news article, then its name and its date. No link: its name is "
                "enough."
            )
        case Step.TOPIC:
            return locale.text(
                "Press one. The bot then makes the file, checks it, and shows it as residents will see it; nothing is "
                "published before you say so."
            )


def _example(step: Step) -> str:
    locale = staff_locale
    match step:
        case Step.ASKED:
            return locale.text(
                "Leaving the motorbike at the ward office\nWhere do I leave my motorbike at the ward office?\n"
                "Does parking at the ward office cost anything?"
            )
        case Step.ANSWER:
            return locale.text(
                "Leave it in the yard of the ward office, free of charge.\n1. Enter by the left gate.\n"
                "2. Take a ticket at the guard's desk."
            )
        case Step.DETAILS:
            return locale.text("Fee: none\nTime: 7:00 to 17:00\nPlace: the yard on the left\nPapers: none")
        case Step.SOURCE:
            return locale.text("https://danang.gov.vn/… Announcement of Hải Châu ward, 01/07/2026")
        case Step.TOPIC:
            return ""


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rstrip()} …"


def _button(label: str, press: AnyWritingPress) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=encode(press))
