"""The lexicon at work: abbreviations, teencode, dialect and synonyms turned into the words our content uses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from intents.content.model import Lexicon, Rewrite
from intents.match.phrasebook import Phrasebook
from intents.match.text import Token, tokens


class Applied(NamedTuple):
    """One rewriting that took place, for the explanation."""

    written: str
    meant: str


@dataclass(frozen=True, slots=True)
class _Rule:
    written: tuple[Token, ...]
    meant: tuple[Token, ...]
    words: Applied

    def matches(self, text: Sequence[Token], at: int) -> bool:
        return self._reads(self.written, text, at)

    def stands(self, text: Sequence[Token], at: int) -> int:
        """How many words there already say what the rule would put in, so that "tổ công nghệ" does not make "tổ công
        nghệ số" longer; 0 when they do not."""
        return len(self.meant) if self._reads(self.meant, text, at) else 0

    def _reads(self, words: Sequence[Token], text: Sequence[Token], at: int) -> bool:
        there = text[at : at + len(words)]
        return len(there) == len(words) and all(map(self._same, words, there))

    def _same(self, ours: Token, theirs: Token) -> bool:
        """Without accents a single word is too often another word ("mo"), several in a row are not ("o mo")."""
        if ours.accented == theirs.accented:
            return True
        return len(self.written) > 1 and theirs.bare and ours.folded == theirs.folded


class Rewriter:
    """Applies a lexicon to tokens; longest entry first, in one pass for what is written and one for synonyms."""

    def __init__(self, lexicon: Lexicon) -> None:
        first = lexicon.abbreviations + lexicon.teencode + lexicon.dialect
        self._lexicon = lexicon
        self._passes = [_longest_first(rules) for rules in (first, lexicon.synonyms) if rules]

    def fingerprint(self) -> str:
        """Different for lexicons that rewrite differently."""
        return repr([(one.written, one.meant) for one in self._lexicon.rewrites])

    def apply(self, text: Sequence[Token]) -> tuple[list[Token], list[Applied]]:
        """The rewritten tokens, and what was rewritten in the order of the text."""
        result = list(text)
        applied: list[Applied] = []
        for rules in self._passes:
            result = _one_pass(rules, result, applied)
        return result, applied


def _longest_first(entries: Sequence[Rewrite]) -> Phrasebook[_Rule]:
    rules = [
        _Rule(tuple(tokens(entry.written)), tuple(tokens(entry.meant)), Applied(entry.written, entry.meant))
        for entry in entries
    ]
    rules.sort(key=lambda rule: -len(rule.written))
    return Phrasebook(([word.folded for word in rule.written], rule) for rule in rules)


def _one_pass(rules: Phrasebook[_Rule], text: list[Token], applied: list[Applied]) -> list[Token]:
    folded = [word.folded for word in text]
    first = rules.first
    result: list[Token] = []
    until = 0
    for at, word in enumerate(folded):
        if word not in first or at < until:
            continue
        rule = next((rule for rule in rules.beginning(folded, at) if rule.matches(text, at)), None)
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
