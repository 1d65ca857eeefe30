"""What inline buttons carry: short stable ids, at most 64 bytes, readable after a restart or a change of content."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

MAX_BYTES = 64
"""Telegram's limit for callback_data (Bot API, InlineKeyboardButton), in bytes, not letters."""

FULL = "full"
"""The view of an article that shows all of it; other views are facet ids."""


@dataclass(frozen=True, slots=True)
class ShowArticle:
    """Edit the answer in place to another view of its article."""

    question: int
    article: str
    view: str


@dataclass(frozen=True, slots=True)
class PickArticle:
    """One of the offered articles, or none of them."""

    question: int
    article: str | None


@dataclass(frozen=True, slots=True)
class GiveFeedback:
    """A thumb up or down for the answer to a question."""

    question: int
    helpful: bool


@dataclass(frozen=True, slots=True)
class ShowRelated:
    """Put the related articles under an answer instead of its other buttons; `view` is the way back."""

    question: int
    article: str
    view: str


@dataclass(frozen=True, slots=True)
class ShowTopics:
    """Edit the message in place to the list of topics."""


@dataclass(frozen=True, slots=True)
class ShowTopic:
    """Edit the message in place to a page of a topic's articles."""

    topic: str
    page: int


@dataclass(frozen=True, slots=True)
class BackToTopic:
    """Edit the message in place to the page that lists an article."""

    article: str


@dataclass(frozen=True, slots=True)
class AskSuggestion:
    """Ask one of the suggested questions."""

    key: str
    """See `suggestion_key`."""


@dataclass(frozen=True, slots=True)
class AskPerson:
    """Say how to reach a person."""

    question: int


class Erasure(StrEnum):
    """The steps of erasing what is stored of a person."""

    ASK = "ask"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class ErasePerson:
    """One step of erasing what is stored of a person."""

    step: Erasure


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    """The language of the words around the answers."""

    code: str


Press = (
    ShowArticle
    | PickArticle
    | GiveFeedback
    | ShowRelated
    | ShowTopics
    | ShowTopic
    | BackToTopic
    | AskSuggestion
    | AskPerson
    | ErasePerson
    | ChooseLanguage
)


def suggestion_key(question: str) -> str:
    """What stands for a suggested question in a button: it outlives a change of order, not of wording."""
    return hashlib.sha256(question.encode()).hexdigest()[:12]


def within_limit(data: str) -> str:
    """The data of a button as it is. Raises `ValueError` over 64 bytes."""
    if len(data.encode()) > MAX_BYTES:
        raise ValueError(f"callback_data over {MAX_BYTES} bytes: {data!r}")
    return data


def is_number(text: str) -> bool:
    """Whether it is a number as buttons carry it, which fits into a column of the database."""
    return text.isascii() and text.isdigit() and len(text) <= 18


def encode(press: Press) -> str:
    """The callback_data for a button. Raises `ValueError` over 64 bytes: ids are kept short by the content check."""
    match press:
        case ShowArticle(question, article, view):
            data = f"a:{question}:{article}:{view}"
        case PickArticle(question, article):
            data = f"c:{question}:{article or ''}"
        case GiveFeedback(question, helpful):
            data = f"f:{question}:{int(helpful)}"
        case ShowRelated(question, article, view):
            data = f"r:{question}:{article}:{view}"
        case ShowTopics():
            data = "m"
        case ShowTopic(topic, page):
            data = f"t:{topic}:{page}"
        case BackToTopic(article):
            data = f"b:{article}"
        case AskSuggestion(key):
            data = f"q:{key}"
        case AskPerson(question):
            data = f"h:{question}"
        case ErasePerson(step):
            data = f"e:{step}"
        case ChooseLanguage(code):
            data = f"l:{code}"
    return within_limit(data)


def decode(data: str) -> Press | None:
    """The press that a button's data stands for, or None for anything we did not write (stale or forged)."""
    match data.split(":"):
        case ["a", question, article, view] if is_number(question):
            return ShowArticle(int(question), article, view)
        case ["c", question, article] if is_number(question):
            return PickArticle(int(question), article or None)
        case ["f", question, "0" | "1" as helpful] if is_number(question):
            return GiveFeedback(int(question), helpful == "1")
        case ["r", question, article, view] if is_number(question):
            return ShowRelated(int(question), article, view)
        case ["m"]:
            return ShowTopics()
        case ["t", topic, page] if is_number(page):
            return ShowTopic(topic, int(page))
        case ["b", article]:
            return BackToTopic(article)
        case ["q", key]:
            return AskSuggestion(key)
        case ["h", question] if is_number(question):
            return AskPerson(int(question))
        case ["e", "ask" | "yes" | "no" as step]:
            return ErasePerson(Erasure(step))
        case ["l", code]:
            return ChooseLanguage(code)
    return None
