"""Whether a message bears the signals of fraud, or comes from somebody who has just been robbed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from intents.content.message_rules import QUESTION, MessageRules, Signal
from intents.content.model import Lexicon
from intents.match.text import Token
from intents.safety.links import LinkVerdict
from intents.safety.phrases import PhraseFinder
from intents.safety.plain_words import PlainWords

_LOSS, _ACT = 0, 1
"""The groups of what robbed people say, among those that speak for fraud."""
_DONE, _EXCEPTED = 0, 1
"""The same among those that speak against it."""


class Kind(StrEnum):
    """What a message is taken for."""

    SCAM = "scam"
    VICTIM = "victim"
    ORDINARY = "ordinary"


@dataclass(frozen=True, slots=True)
class Reading:
    """A message as read."""

    kind: Kind
    signals: tuple[Signal, ...] = ()
    """Those that speak for fraud, heaviest first; empty unless it is taken for one."""

    @property
    def article(self) -> str:
        """The article that answers such a message: of the heaviest signal that is more than a link."""
        return max(self.signals, key=lambda signal: (bool(signal.phrases), signal.weight)).article


ORDINARY = Reading(Kind.ORDINARY)


class MessageReader:
    """Reads messages by the signals of the content."""

    def __init__(self, rules: MessageRules, lexicon: Lexicon) -> None:
        self._rules, victim = rules, rules.victim
        self._plain = PlainWords(rules, lexicon)
        self._speaking = [signal for signal in rules.signals if signal.weight > 0]
        self._calming = [signal for signal in rules.signals if signal.weight < 0]
        speaking = [victim.losses, victim.acts, *(one.phrases for one in self._speaking)]
        calming = [victim.done, victim.excepted, *(one.phrases for one in self._calming)]
        self._for = PhraseFinder(speaking, rules.groups, self._plain.meant)
        self._against = PhraseFinder(calming, rules.groups, self._plain.meant)

    def read(self, words: Sequence[Token], asks: bool, links: Sequence[LinkVerdict]) -> Reading:
        """What the message is taken for, with its signals; `asks` is whether it ends in a question mark. What speaks
        against it is looked for only where something speaks for it: most messages are questions, and quickly read."""
        words = self._plain.of(words)
        found = self._for.find(words)
        if not found:
            return ORDINARY
        standings = {link.standing.value for link in links}
        speaking = [
            one for number, one in enumerate(self._speaking, start=2) if _holds(one, number in found, standings)
        ]
        weight, robbed = sum(one.weight for one in speaking), bool(found & {_LOSS, _ACT})
        if not robbed and weight < self._rules.bar:
            return ORDINARY
        against = self._against.find(words)
        for number, one in enumerate(self._calming, start=2):
            asked = asks and QUESTION in one.phrases
            if asked or _holds(one, number in against, standings):
                weight += one.weight
        is_fraud = weight >= self._rules.bar
        if _EXCEPTED not in against and (_LOSS in found or (_ACT in found and _DONE in against and not is_fraud)):
            return Reading(Kind.VICTIM)
        shown = tuple(sorted((one for one in speaking if one.shown), key=lambda one: -one.weight))
        return Reading(Kind.SCAM, shown) if is_fraud and shown else ORDINARY


def _holds(signal: Signal, said: bool, standings: set[str]) -> bool:
    """Whether a signal is there: its words, its link, or both where it asks for both."""
    return (said or not signal.phrases) and (not signal.link or signal.link in standings)
