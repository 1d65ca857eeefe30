"""The lexicon at work: abbreviations, teencode, dialect and synonyms turned into the words our content uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from intents.content.model import Lexicon, Rewrite
from intents.match.text import Token, tokens


@dataclass(frozen=True, slots=True)
class Applied:
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
        self._passes = [_by_first_word(rules) for rules in (first, lexicon.synonyms) if rules]

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


def _by_first_word(entries: Sequence[Rewrite]) -> dict[str, list[_Rule]]:
    rules: defaultdict[str, list[_Rule]] = defaultdict(list)
    for entry in entries:
        written, meant = tuple(tokens(entry.written)), tuple(tokens(entry.meant))
        if written:
            rules[written[0].folded].append(_Rule(written, meant, Applied(entry.written, entry.meant)))
    for group in rules.values():
        group.sort(key=lambda rule: -len(rule.written))
    return dict(rules)


def _one_pass(rules: dict[str, list[_Rule]], text: list[Token], applied: list[Applied]) -> list[Token]:
    result: list[Token] = []
    at = 0
    while at < len(text):
        candidates = rules.get(text[at].folded)
        rule = next((rule for rule in candidates if rule.matches(text, at)), None) if candidates else None
        if rule is None:
            result.append(text[at])
            at += 1
            continue
        stands = rule.stands(text, at)
        result.extend(text[at : at + stands] if stands else rule.meant)
        if not stands:
            applied.append(rule.words)
        at += stands or len(rule.written)
    return result
