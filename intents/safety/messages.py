"""Whether a message bears the signals of fraud, or comes from somebody who has just been robbed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from intents.content.message_rules import QUESTION, MessageRules, Signal
from intents.match.text import Token
from intents.safety.links import LinkVerdict
from intents.safety.phrases import PhraseFinder


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

    def __init__(self, rules: MessageRules) -> None:
        self._rules, victim = rules, rules.victim
        self._speaking = [signal for signal in rules.signals if signal.weight > 0]
        self._calming = [signal for signal in rules.signals if signal.weight < 0]
        self._for = PhraseFinder([victim.phrases, *(one.phrases for one in self._speaking)], rules.groups)
        self._against = PhraseFinder([victim.excepted, *(one.phrases for one in self._calming)], rules.groups)

        self._questions = {number for number, one in enumerate(self._calming, start=1) if QUESTION in one.phrases}

    def read(self, words: Sequence[Token], asks: bool, links: Sequence[LinkVerdict]) -> Reading:
        """What the message is taken for, with its signals; `asks` is whether it ends in a question mark. What speaks
        against it is looked for only where something speaks for it: most messages are questions, and quickly read."""
        found = self._for.find(words)
        if not found:
            return ORDINARY
        standings = {link.standing.value for link in links}
        speaking = [
            one
            for number, one in enumerate(self._speaking, start=1)
            if (not one.link or one.link in standings) and (not one.phrases or number in found)
        ]
        weight, victim = sum(one.weight for one in speaking), 0 in found
        if not victim and weight < self._rules.bar:
            return ORDINARY
        against = self._against.find(words) | (self._questions if asks else set())
        if victim and 0 not in against:
            return Reading(Kind.VICTIM)
        weight += sum(one.weight for number, one in enumerate(self._calming, start=1) if number in against)
        if weight < self._rules.bar:
            return ORDINARY
        return Reading(Kind.SCAM, tuple(sorted(speaking, key=lambda one: -one.weight)))
