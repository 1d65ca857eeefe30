"""The lexicon at work: abbreviations, teencode, dialect and synonyms turned into the words our content uses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from intents.content.model import Lexicon, Rewrite
from intents.match.phrasebook import Phrasebook
from intents.match.text import Token, same_word, tokens


class Applied(NamedTuple):
    """One rewriting that took place, for the explanation."""

    written: str
    meant: str


@dataclass(frozen=True, slots=True)
class _Rule:
    written: tuple[Token, ...]
    meant: tuple[Token, ...]
    words: Applied

    def stands(self, text: Sequence[Token], at: int) -> int:
        """How many words there already say what the rule would put in, so that "tổ công nghệ" does not make "tổ công
        nghệ số" longer; 0 when they do not."""
        same = same_word if len(self.written) > 1 else _same_accents
        return len(self.meant) if _reads(self.meant, text, at, same) else 0


class _Rules:
    """What is rewritten in one pass, the longest first."""

    def __init__(self, entries: Sequence[Rewrite]) -> None:
        rules = [
            _Rule(tuple(tokens(entry.written)), tuple(tokens(entry.meant)), Applied(entry.written, entry.meant))
            for entry in entries
        ]
        rules.sort(key=lambda rule: -len(rule.written))
        several = [rule for rule in rules if len(rule.written) > 1]
        self._several = Phrasebook(([word.folded for word in rule.written], rule) for rule in several)
        self._alone = {rule.written[0].accented: rule for rule in reversed(rules) if len(rule.written) == 1}

    def apply(self, text: list[Token], applied: list[Applied]) -> list[Token]:
        """The text rewritten; what was done is added to `applied`."""
        folded = [word.folded for word in text]
        first, alone = self._several.first, self._alone
        result: list[Token] = []
        until = 0
        for at, word in enumerate(text):
            if at < until:
                continue
            rule = alone.get(word.accented)
            if word.folded in first:
                longer = self._several.beginning(folded, at)
                rule = next((one for one in longer if _reads(one.written, text, at, same_word)), rule)
            if rule is None:
                continue
            result.extend(text[until:at])
            stands = rule.stands(text, at)
            if stands:
                result.extend(text[at : at + stands])
            else:
                result.extend(rule.meant)
                applied.append(rule.words)
            until = at + (stands or len(rule.written))
        if not until:
            return text
        result.extend(text[until:])
        return result


def _reads(words: Sequence[Token], text: Sequence[Token], at: int, same: Callable[[Token, Token], bool]) -> bool:
    there = text[at : at + len(words)]
    return len(there) == len(words) and all(map(same, words, there))


def _same_accents(ours: Token, theirs: Token) -> bool:
    """Without accents a single word is too often another word ("mo"), several in a row are not ("o mo")."""
    return ours.accented == theirs.accented


class Rewriter:
    """Applies a lexicon to tokens; longest entry first, in one pass for what is written and one for synonyms."""

    def __init__(self, lexicon: Lexicon) -> None:
        first = lexicon.abbreviations + lexicon.teencode + lexicon.dialect
        self._lexicon = lexicon
        self._passes = [_Rules(rules) for rules in (first, lexicon.synonyms) if rules]

    def fingerprint(self) -> str:
        """Different for lexicons that rewrite differently."""
        return repr([(one.written, one.meant) for one in self._lexicon.rewrites])

    def apply(self, text: Sequence[Token]) -> tuple[list[Token], list[Applied]]:
        """The rewritten tokens, and what was rewritten in the order of the text."""
        result = list(text)
        applied: list[Applied] = []
        for rules in self._passes:
            result = rules.apply(result, applied)
        return result, applied
