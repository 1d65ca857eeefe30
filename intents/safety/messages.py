"""Whether a message bears the signals of fraud, or comes from somebody who has just been robbed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from intents.content.message_rules import QUESTION, MessageRules, Signal
from intents.content.model import Lexicon
from intents.match.text import Token
from intents.safety.learning import Lesson, WordWeights, evidence, keep, kept, learnt
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


RATE = 0.25
"""What a point of the signals' weights is worth beside the words: the odds grow by a quarter of e."""
FRAUD = 0.4
"""From here on a message is taken for a fraud: above even, since ordinary messages are many more."""
SHORT, SHORTER = 10, 0.5
"""Up to so many words a message is sooner a question than a fraud, and by how much."""
LOSS, DEED, SAID, UNSAID, EXCEPTED = 0.5, -0.5, -1.5, -2.5, -3.0
"""What speaks for somebody robbed: a loss, a deed that is done, a deed, nothing; and what is added for a phrase of
those who ask in general."""
ROBBED = -1.0
"""From here on a message that tells of a loss or a deed is taken for that of somebody robbed: better the steps once too
often. Others need more."""


@dataclass(frozen=True, slots=True)
class Example:
    """A message with what it is."""

    kind: Kind
    words: Sequence[Token]
    asks: bool
    links: Sequence[LinkVerdict]
    share: float = 1.0
    """How much it counts: the many questions of the articles count less."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found in a message."""

    speaking: Sequence[Signal]
    weight: int
    """Of the signals that speak for fraud, less those against it."""
    robbed: float
    """How much speaks for somebody robbed."""


class MessageReader:
    """Reads messages by the signals of the content, and by what their words weigh once they were learnt."""

    def __init__(self, rules: MessageRules, lexicon: Lexicon) -> None:
        self._rules, victim = rules, rules.victim
        self._plain = PlainWords(rules, lexicon)
        self._fraud, self._victim = WordWeights(), WordWeights()
        self._speaking = [signal for signal in rules.signals if signal.weight > 0]
        self._calming = [signal for signal in rules.signals if signal.weight < 0]
        speaking = [victim.losses, victim.acts, *(one.phrases for one in self._speaking)]
        calming = [victim.done, victim.excepted, *(one.phrases for one in self._calming)]
        self._for = PhraseFinder(speaking, rules.groups, self._plain.meant)
        self._against = PhraseFinder(calming, rules.groups, self._plain.meant)

    def learn(self, examples: Callable[[], Iterable[Example]], models: Path | None, key: str) -> None:
        """Learns what words weigh from examples; with a folder, they are made only where an earlier start has not left
        the weights there under this key."""
        known = kept(models, key) if models else None
        if known is None:
            known = list(self._learnt(list(examples())))
            if models:
                keep(models, key, known)
        self._fraud, self._victim = known

    def read(self, words: Sequence[Token], asks: bool, links: Sequence[LinkVerdict]) -> Reading:
        """What the message is taken for, with its signals; `asks` is whether it ends in a question mark."""
        plain = self._plain.of(words)
        said = evidence(plain)
        fraud, robbed = self._fraud.of(said), self._victim.of(said)
        found = self._for.find(plain)
        if not found and fraud < RATE * self._rules.bar and robbed + UNSAID <= 0:
            return ORDINARY
        there = self._found(plain, found, asks, links)
        fraud += RATE * (there.weight - self._rules.bar) - (SHORTER if len(plain) <= SHORT and not links else 0.0)
        robbed += there.robbed
        enough = ROBBED if found & {_LOSS, _ACT} else 0.0
        if robbed > enough and (fraud < FRAUD or robbed > fraud):
            return Reading(Kind.VICTIM)
        if fraud < FRAUD:
            return ORDINARY
        shown = sorted((one for one in there.speaking if one.shown), key=lambda one: -one.weight)
        return Reading(Kind.SCAM, tuple(shown) or (self._rules.learnt,))

    def _found(self, plain: Sequence[Token], found: set[int], asks: bool, links: Sequence[LinkVerdict]) -> _Found:
        standings = {link.standing.value for link in links}
        numbered = enumerate(self._speaking, start=2)
        speaking = [one for number, one in numbered if _holds(one, number in found, standings)]
        against = self._against.find(plain)
        weight = sum(one.weight for one in speaking)
        for number, one in enumerate(self._calming, start=2):
            if (asks and QUESTION in one.phrases) or _holds(one, number in against, standings):
                weight += one.weight
        return _Found(speaking, weight, _robbed(found, against))

    def _learnt(self, examples: Sequence[Example]) -> Iterator[WordWeights]:
        """The weights for frauds, then those for people robbed."""
        read = []
        for one in examples:
            plain = self._plain.of(one.words)
            there = self._found(plain, self._for.find(plain), one.asks, one.links)
            bare = [Token(word.folded, word.folded, word.folded) for word in plain]
            read += [(one, evidence(written), there) for written in ((plain, bare) if bare != plain else (plain,))]
        bar = self._rules.bar
        yield learnt(
            [Lesson(said, RATE * (there.weight - bar), one.kind is Kind.SCAM, one.share) for one, said, there in read]
        )
        yield learnt([Lesson(said, there.robbed, one.kind is Kind.VICTIM, one.share) for one, said, there in read])


def _robbed(found: set[int], against: set[int]) -> float:
    """What the phrases of robbed people say."""
    if _LOSS in found:
        said = LOSS
    elif _ACT in found:
        said = DEED if _DONE in against else SAID
    else:
        said = UNSAID
    return said + (EXCEPTED if _EXCEPTED in against else 0.0)


def _holds(signal: Signal, said: bool, standings: set[str]) -> bool:
    """Whether a signal is there: its words, its link, or both where it asks for both."""
    if signal.unless and signal.unless in standings:
        return False
    return (said or not signal.phrases) and (not signal.link or signal.link in standings)
