"""What the buttons of a new article carry. All begin with `slw:` and mean the same after a restart."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.authoring.steps import Step
from intents.content.model import TOPICS

PREFIX = "slw"


class Verb(StrEnum):
    """What is pressed, of a certain step."""

    BACK = "b"
    ON = "k"
    """On to the next step with what was said to this one, or with nothing where that will do."""
    CANCEL = "x"
    REALLY_CANCEL = "y"
    DO_NOT_CANCEL = "n"
    RESUME = "r"
    ANEW = "a"
    """Throw away what was begun, and begin again."""


@dataclass(frozen=True, slots=True)
class WritingPress:
    """A verb, under the message of a step."""

    verb: Verb
    step: Step


@dataclass(frozen=True, slots=True)
class ChooseTopic:
    """The last step's answer."""

    topic: str


AnyWritingPress = WritingPress | ChooseTopic


def encode(press: AnyWritingPress) -> str:
    """The callback_data, some twenty bytes."""
    match press:
        case WritingPress(verb, step):
            return f"{PREFIX}:{verb}:{step.value}"
        case ChooseTopic(topic):
            return f"{PREFIX}:t:{topic}"


def decode(data: str) -> AnyWritingPress | None:
    """The press that this data stands for, None for anything we did not write."""
    match data.split(":"):
        case [prefix, verb, step] if (
            prefix == PREFIX and verb in set(Verb) and step in {str(one.value) for one in Step}
        ):
            return WritingPress(Verb(verb), Step(int(step)))
        case [prefix, "t", topic] if prefix == PREFIX and topic in TOPICS:
            return ChooseTopic(topic)
    return None
