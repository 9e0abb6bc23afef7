"""Where sentences end."""

import pytest

from assistant.clauses.sentences import sentences


def _cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "Ask Mrs. Oakley or Dr. Penn first.",
        "Bring tools, e.g. Allen keys, and oil.",
        "Write to J. Tranter at the office.",
        "The fee is 2.50 pounds a day.",
        "See No. 4 on the list.",
    ],
)
def test_an_abbreviation_ends_no_sentence(text: str) -> None:
    assert _cut(text) == [text]


def test_a_full_stop_and_a_capital_part_sentences() -> None:
    assert _cut("Gates shut at 6 pm. Dogs stay in.\nCats roam!") == [
        "Gates shut at 6 pm.",
        "Dogs stay in.",
        "Cats roam!",
    ]


def test_a_letter_may_end_a_sentence_before_an_article() -> None:
    assert _cut("The taps are in Block C. The drains are not.") == ["The taps are in Block C.", "The drains are not."]


def test_a_footnote_mark_stays_with_its_sentence() -> None:
    assert _cut("Boots are worn.* Hats are not.") == ["Boots are worn.*", "Hats are not."]
