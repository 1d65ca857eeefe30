"""Looks at a message for what somebody may have been sent by fraudsters."""

from __future__ import annotations

from dataclasses import dataclass

from intents.content.links import DIRECTORY as DOMAINS
from intents.content.model import Content
from intents.reply import Checked, Verdict
from intents.safety.addresses import addresses, has_letters_left
from intents.safety.links import LinkJudge, LinkVerdict, Standing

SHOWN = 5
"""How many links of one message are spoken of, the worst first."""
_WORST_FIRST = (Standing.IMITATION, Standing.UNKNOWN, Standing.FORMER, Standing.GOVERNMENT, Standing.OFFICIAL)


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found in a message."""

    links: tuple[LinkVerdict, ...] = ()
    """In the order in which they stand, each domain and standing once."""
    links_alone: bool = False
    """Whether the message is nothing but links."""


NOTHING = Inspection()

_WORDS = {Standing.IMITATION: "imitation", Standing.UNKNOWN: "unknown"}


def verdict_word(standing: Standing) -> str:
    """The word of `hoidap inspect` for it: "official", "imitation" or "unknown"."""
    return _WORDS.get(standing, "official")


class SafetyDesk:
    """Judges by the rules and directories of the content; without rules it finds nothing."""

    def __init__(self, content: Content) -> None:
        self._links = LinkJudge(content.links, content.directories.get(DOMAINS, ())) if content.links else None
        self._advice = content.links.advice if content.links else {}

    def inspect(self, text: str) -> Inspection:
        """What there is to say of a message. Total: any string is read; nothing is opened."""
        if self._links is None or not (found := list(addresses(text))):
            return NOTHING
        alone = not has_letters_left(text)
        judged = [(address, self._links.judge(address)) for address in found]
        meant = (one for address, one in judged if alone or address.sure or one.standing is not Standing.UNKNOWN)
        links = tuple(dict.fromkeys(meant))
        return Inspection(links, alone) if links else NOTHING

    def verdicts(self, inspection: Inspection) -> tuple[Verdict, ...]:
        """What a person is told of it: one reply, or none when there is nothing to tell."""
        if not inspection.links:
            return ()
        worst = sorted(inspection.links, key=lambda link: _WORST_FIRST.index(link.standing))[:SHOWN]
        checked = tuple(Checked(link.domain, link.reason) for link in worst)
        return (Verdict(checked, self._advice[worst[0].standing.value]),)
