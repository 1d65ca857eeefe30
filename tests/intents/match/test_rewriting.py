"""The lexicon: what is rewritten, and what is left alone since it could be another word."""

from intents.content.model import Lexicon, Rewrite
from intents.match.rewriting import Rewriter
from intents.match.text import fold, tokens

LEXICON = Lexicon(
    abbreviations=(Rewrite("cks", "chữ ký số", 1), Rewrite("dvc", "dịch vụ công", 2)),
    teencode=(Rewrite("ko", "không", 3), Rewrite("onl", "online", 4)),
    dialect=(Rewrite("mô", "đâu", 5), Rewrite("ở mô", "ở đâu", 6)),
    synonyms=(Rewrite("online", "trực tuyến", 7), Rewrite("chữ ký số cá nhân", "chữ ký số", 8)),
)


def rewritten(text: str) -> str:
    return " ".join(word.folded for word in Rewriter(LEXICON).apply(tokens(text))[0])


def test_abbreviations_and_teencode_become_the_words_meant() -> None:
    assert rewritten("cks co mat tien ko") == fold("chữ ký số có mất tiền không")


def test_case_of_an_abbreviation_does_not_matter() -> None:
    assert rewritten("CKS") == rewritten("cks") == fold("chữ ký số")


def test_a_dialect_word_is_rewritten_when_its_accents_are_written() -> None:
    assert rewritten("chỗ mô") == fold("chỗ đâu")


def test_a_single_dialect_word_without_accents_is_left_alone() -> None:
    assert rewritten("mo tai khoan") == "mo tai khoan"


def test_several_words_together_are_rewritten_without_accents_too() -> None:
    assert rewritten("lam o mo") == fold("làm ở đâu")


def test_the_longest_entry_wins() -> None:
    assert rewritten("ở mô") == fold("ở đâu")


def test_words_that_already_say_what_is_meant_are_not_made_longer() -> None:
    lexicon = Lexicon(synonyms=(Rewrite("tổ công nghệ", "tổ công nghệ số", 1),))
    words, applied = Rewriter(lexicon).apply(tokens("tổ công nghệ số ở đâu, to cong nghe la gi"))
    assert " ".join(word.folded for word in words) == fold("tổ công nghệ số ở đâu to cong nghe so la gi")
    assert len(applied) == 1


def test_an_entry_that_stands_for_itself_guards_its_words() -> None:
    lexicon = Lexicon(dialect=(Rewrite("chi", "gì", 1), Rewrite("chi phí", "chi phí", 2)))
    words, applied = Rewriter(lexicon).apply(tokens("chi phí là chi"))
    assert [word.folded for word in words] == ["chi", "phi", "la", "gi"]
    assert [one.written for one in applied] == ["chi"]


def test_synonyms_come_after_what_teencode_stands_for() -> None:
    assert rewritten("nop onl") == fold("nộp trực tuyến")


def test_what_was_rewritten_is_told_in_order() -> None:
    _, applied = Rewriter(LEXICON).apply(tokens("dvc onl"))
    assert [one.written for one in applied] == ["dvc", "onl", "online"]


def test_an_empty_lexicon_changes_nothing() -> None:
    words = tokens("cks ko ở mô")
    assert Rewriter(Lexicon()).apply(words) == (words, [])
