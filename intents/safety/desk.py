"""Looks at a message for what somebody may have been sent by fraudsters, and for somebody who has just been robbed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from intents.content.files import FRAUDS, ORDINARY, ROBBED
from intents.content.links import DIRECTORY as DOMAINS
from intents.content.model import Content
from intents.match.text import Token, tokens
from intents.reply import Checked, Verdict
from intents.safety.addresses import addresses, words_beside
from intents.safety.links import LinkJudge, LinkVerdict, Standing
from intents.safety.messages import ORDINARY as ORDINARY_READING
from intents.safety.messages import Example, Kind, MessageReader, Reading
from intents.safety.numbers import HOTLINES, NumberJudge, NumberVerdict
from intents.safety.phrases import PhraseFinder

_BROKEN = re.compile(r"(?<=[^\W\d])!(?=[^\W\d])")
"""An exclamation mark for an i, which cuts a word in two."""
QUESTIONS_LEARNT = 1500
"""About how many questions of the articles are learnt as ordinary messages."""
QUESTION_SHARE = 0.3
SHOWN = 5
"""How many links of one message are spoken of, the worst first."""
MOST_SIGNALS = 6
"""How many signals of one message are named, the heaviest first."""
_WORST_FIRST = tuple(reversed(Standing))
_UNKNOWN = frozenset({Standing.FAMILIAR, Standing.UNKNOWN, Standing.ODD})
_ADVICE = {Standing.FAMILIAR: "unknown", Standing.ODD: "unknown"}
"""Standings that share the advice of another."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found in a message."""

    links: tuple[LinkVerdict, ...] = ()
    """In the order in which they stand, each domain and standing once."""
    alone: bool = False
    """Whether the message is nothing but links or numbers."""
    reading: Reading = ORDINARY_READING
    phones: tuple[NumberVerdict, ...] = ()
    phones_asked: bool = False
    """Whether the message is about its numbers: a person's own number in a question needs no verdict."""

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to say of the message."""
        return not self.links and not self.phones_asked and self.reading.kind is Kind.ORDINARY

    @property
    def is_harmless(self) -> bool:
        """Whether nothing in it is suspected or unknown."""
        return all(verdict_word(link.standing) == "official" for link in self.links) and not self.phones


NOTHING = Inspection()


def verdict_word(standing: Standing) -> str:
    """The word of `hoidap inspect` for it: "official", "imitation" or "unknown"."""
    if standing is Standing.IMITATION:
        return "imitation"
    return "unknown" if standing in _UNKNOWN else "official"


class SafetyDesk:
    """Judges by the rules and directories of the content; without rules it finds nothing."""

    def __init__(self, content: Content, models: Path | None = None) -> None:
        """`models` is the folder in which what was learnt from the example messages is kept for the next start."""
        self._content = content
        self._links = LinkJudge(content.links, content.directories.get(DOMAINS, ())) if content.links else None
        numbers = content.numbers
        self._numbers = NumberJudge(numbers, content.directories.get(HOTLINES, ())) if numbers else None
        self._asked = PhraseFinder([numbers.asked if numbers else ()], {})
        self._reader = MessageReader(content.messages, content.lexicon) if content.messages else None
        if self._reader is not None and content.examples:
            self._reader.learn(self._examples, models, content.digest[:16])

    def inspect(self, text: str, words: Sequence[Token] | None = None) -> Inspection:
        """What there is to say of a message; `words` are its tokens where they are known already. Total: any string is
        read; nothing is opened."""
        links, alone = self._judged(text)
        reading = ORDINARY_READING
        if _BROKEN.search(text):
            words = tokens(_BROKEN.sub("i", text))
        words = tokens(text) if words is None else words
        if self._reader is not None and not alone:
            reading = self._reader.read(words, text.rstrip().endswith("?"), links)
        phones = self._numbers.judge(text) if self._numbers is not None else ()
        if not links and not phones and reading is ORDINARY_READING:
            return NOTHING
        if not phones:
            return Inspection(links, alone, reading)
        only = not words_beside(text)
        asked = only or reading.kind is Kind.SCAM or bool(self._asked.find(words))
        return Inspection(links, alone or only, reading, phones, asked)

    def verdicts(self, inspection: Inspection) -> tuple[Verdict, ...]:
        """What a person is told of links and signals: one reply, or none when there is nothing to tell."""
        signals, rules = inspection.reading.signals[:MOST_SIGNALS], self._content.messages
        worst = _worst(inspection.links)
        phones = inspection.phones if inspection.phones_asked else ()
        checked = _checked(worst)
        checked += tuple(Checked(phone.number, phone.reason) for phone in phones)
        if signals and rules is not None:
            return (Verdict(checked, rules.advice, rules.said, tuple(signal.name for signal in signals)),)
        advice: tuple[str, ...] = ()
        if worst and self._content.links is not None:
            advice += self._content.links.advice[_ADVICE.get(worst[0].standing, worst[0].standing.value)]
        if phones and self._content.numbers is not None:
            advice += self._content.numbers.advice["official" if all(one.official for one in phones) else "unknown"]
        return (Verdict(checked, advice),) if checked else ()

    def checked_links(self, text: str) -> tuple[Checked, ...]:
        """What can be said of the links in a text, the worst first."""
        return _checked(_worst(self._judged(text)[0]))

    def _examples(self) -> Iterator[Example]:
        """The example messages, and some of the questions of the articles."""
        content, rules = self._content, self._content.messages
        robbed = rules.victim.article if rules else ""
        for file, kind in ((FRAUDS, Kind.SCAM), (ROBBED, Kind.VICTIM), (ORDINARY, Kind.ORDINARY)):
            yield from (self._example(one.text, kind) for one in content.examples.get(file, ()))
        if robbed in content.articles:
            yield from (self._example(one.text, Kind.VICTIM) for one in content.articles[robbed].questions)
        asked = [one.text for article in content.articles.values() if article.id != robbed for one in article.questions]
        for text in asked[:: len(asked) // QUESTIONS_LEARNT + 1]:
            yield self._example(text, Kind.ORDINARY, QUESTION_SHARE)

    def _example(self, text: str, kind: Kind, share: float = 1.0) -> Example:
        return Example(kind, tokens(text), text.rstrip().endswith("?"), self._judged(text)[0], share)

    def _judged(self, text: str) -> tuple[tuple[LinkVerdict, ...], bool]:
        """The verdicts on the links, and whether the message is nothing but links."""
        if self._links is None or not (found := list(addresses(text))):
            return (), False
        alone = not words_beside(text)
        judged = [(address, self._links.judge(address)) for address in found]
        meant = (one for address, one in judged if alone or address.sure or one.standing not in _UNKNOWN)
        links = tuple(dict.fromkeys(meant))
        return links, alone and bool(links)


def _worst(links: Sequence[LinkVerdict]) -> list[LinkVerdict]:
    """The links that are spoken of, the worst first."""
    return sorted(links, key=lambda link: _WORST_FIRST.index(link.standing))[:SHOWN]


def _checked(links: Sequence[LinkVerdict]) -> tuple[Checked, ...]:
    return tuple(Checked(link.domain, link.reason, is_link=True) for link in links)
