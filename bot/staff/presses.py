"""What the buttons about cases carry. All begin with `ca:` and mean the same after a restart."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.buttons import is_number, within_limit

PREFIX = "ca"


class Step(StrEnum):
    """A press that needs a number only: of the question before it is a case, of the case after."""

    SEND = "s"
    """The resident confirms: hand this question over."""
    CANCEL = "x"
    HELPED = "y"
    NOT_HELPED = "n"
    MORE = "m"
    """The resident wants to add something."""
    REPLY = "r"
    NOT_OURS = "o"
    SPAM = "z"
    FILE = "f"
    """Staff ask for a picture or file."""
    RELEASE = "l"
    CLOSE = "c"
    BACK = "b"
    """Back from the list of articles to the case's own buttons."""
    DRAFT = "d"
    """Make content of it."""
    DRAFT_NEW = "e"


STAFF_STEPS = frozenset(
    {
        Step.REPLY,
        Step.NOT_OURS,
        Step.SPAM,
        Step.FILE,
        Step.RELEASE,
        Step.CLOSE,
        Step.BACK,
        Step.DRAFT,
        Step.DRAFT_NEW,
    }
)
"""Those that only staff may press, in the staff group only."""


@dataclass(frozen=True, slots=True)
class CasePress:
    """One step of a case."""

    step: Step
    number: int


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """A page of the articles to choose from."""

    case: int
    page: int
    drafting: bool = False
    """Whether the article gets the question as a phrasing, instead of being sent."""


@dataclass(frozen=True, slots=True)
class SendArticle:
    """Send this article to the resident."""

    case: int
    article: str


@dataclass(frozen=True, slots=True)
class AddPhrasing:
    """Draft the question as a phrasing of this article."""

    case: int
    article: str


AnyCasePress = CasePress | ArticlePage | SendArticle | AddPhrasing


def encode(press: AnyCasePress) -> str:
    """The callback_data. Raises `ValueError` over 64 bytes."""
    match press:
        case CasePress(step, number):
            data = f"{PREFIX}:{step}:{number}"
        case ArticlePage(case, page, drafting):
            data = f"{PREFIX}:{'q' if drafting else 'p'}:{case}:{page}"
        case SendArticle(case, article):
            data = f"{PREFIX}:a:{case}:{article}"
        case AddPhrasing(case, article):
            data = f"{PREFIX}:g:{case}:{article}"
    return within_limit(data)


def decode(data: str) -> AnyCasePress | None:
    """The press that this data stands for, None for anything we did not write."""
    match data.split(":"):
        case [prefix, step, number] if prefix == PREFIX and step in set(Step) and is_number(number):
            return CasePress(Step(step), int(number))
        case [prefix, "p" | "q" as kind, case, page] if prefix == PREFIX and is_number(case) and is_number(page):
            return ArticlePage(int(case), int(page), kind == "q")
        case [prefix, "a", case, article] if prefix == PREFIX and is_number(case):
            return SendArticle(int(case), article)
        case [prefix, "g", case, article] if prefix == PREFIX and is_number(case):
            return AddPhrasing(int(case), article)
    return None


def for_staff(press: AnyCasePress) -> bool:
    """Whether only staff may press it."""
    return not isinstance(press, CasePress) or press.step in STAFF_STEPS
