"""Lexicon entries that do nothing: nobody could tell that they are there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from intents.content.facts import texts
from intents.content.model import ConceptEntry, Content, Rewrite
from intents.match.text import tokens

Words = tuple[str, ...]


def dead_entries(content: Content, questions: Iterable[str]) -> Iterator[tuple[Rewrite, str]]:
    """Each entry that does nothing, with why; `questions` are those of the articles, folded. An entry of several words
    that means itself keeps a phrase as it is ("chi phí") and is not dead."""
    lexicon = content.lexicon
    before = {_words(one.written): one for one in lexicon.abbreviations + lexicon.teencode + lexicon.dialect}
    known = _vocabulary(content) | {word for question in questions for word in question.split()}
    seen: defaultdict[Words, list[int]] = defaultdict(list)
    spoken = {_folded(one.written): one for one in lexicon.rewrites if _words(one.written) != _folded(one.written)}
    for rewrite in lexicon.rewrites:
        why = _why(rewrite, seen, spoken, known)
        if why is None and rewrite in lexicon.synonyms:
            why = _taken_apart(rewrite, before)
        if why is not None:
            yield rewrite, why
        seen[_words(rewrite.written)].append(rewrite.line)


def dead_concept_phrases(content: Content) -> Iterator[tuple[ConceptEntry, str, str]]:
    """Each way of saying a concept that stands in its list for nothing, with why."""
    for concept in content.lexicon.concepts:
        seen: set[Words] = set()
        for phrase in concept.phrases:
            folded = _folded(phrase)
            if not folded:
                yield concept, phrase, "không có chữ nào để nhận ra"
            elif folded in seen:
                yield concept, phrase, "viết hai lần"
            seen.add(folded)


def _why(
    rewrite: Rewrite, seen: dict[Words, list[int]], spoken: dict[Words, Rewrite], known: frozenset[str]
) -> str | None:
    written, meant = _words(rewrite.written), _words(rewrite.meant)
    if not written:
        return "không có chữ nào để nhận ra"
    if len(written) == 1 and written == meant:
        return "có nghĩa là chính nó"
    if seen[written]:
        return f"đã có ở dòng {seen[written][0]}"
    twin = spoken.get(written)
    if len(written) > 1 and twin is not None and _words(twin.meant) == meant:
        return f"thừa: “{twin.written}” ở dòng {twin.line} đã nhận cả khi viết không dấu"
    strange = next((word.surface for word in tokens(rewrite.meant) if word.folded not in known), None)
    if strange is not None:
        return f"vô ích: không bài nào có chữ “{strange}”"
    return None


def _taken_apart(rewrite: Rewrite, before: dict[Words, Rewrite]) -> str | None:
    """Synonyms are read after the other tables, which may have changed the words by then."""
    words = _words(rewrite.written)
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            other = before.get(words[start:end])
            if other is not None and _words(other.meant) != words[start:end]:
                return f"không bao giờ gặp: “{other.written}” ở dòng {other.line} đổi chữ trước rồi"
    return None


def _vocabulary(content: Content) -> frozenset[str]:
    """Every word of the content but the questions', folded."""
    pieces: list[str] = [phrase.text for phrase in content.out_of_scope]
    pieces += [value.text for fact in content.facts.values() for value in fact.values]
    for article in content.articles.values():
        pieces += (article.title, *article.names)
        pieces += (text for text, _ in texts(article))
    for entries in content.directories.values():
        pieces += (name for entry in entries for name in (entry.name, *entry.aliases))
    return frozenset(_all_folded(pieces))


def _all_folded(pieces: Iterable[str]) -> Iterator[str]:
    return (word.folded for piece in pieces for word in tokens(piece))


def _words(text: str) -> Words:
    return tuple(word.accented for word in tokens(text))


def _folded(text: str) -> Words:
    return tuple(word.folded for word in tokens(text))
