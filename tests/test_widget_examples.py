"""The widget's first questions: asked once, whoever and however many open the frame meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from assistant.values import Answer
from assistant.web.widget.examples import Examples
from tests.web_fakes import NEW, FakeAssistant


@dataclass
class Watched(FakeAssistant):
    """Opens the frame again while a question is being answered."""

    examples: Examples | None = None
    asked: list[str] = field(default_factory=list)
    meanwhile: list[tuple[str, ...]] = field(default_factory=list)

    def ask(self, text: str, **wishes: Any) -> Answer:
        self.asked.append(text)
        assert self.examples
        self.meanwhile.append(self.examples.of("gull-rock", (NEW,)))
        return super().ask(text, **wishes)


def test_a_frame_that_is_opened_while_the_examples_are_asked_does_not_ask_them_again() -> None:
    """Opening a frame is not counted, and each opening would otherwise cost a dozen questions."""
    assistant = Watched()
    assistant.examples = Examples(assistant)
    found = assistant.examples.of("gull-rock", (NEW,))
    assert len(assistant.asked) == len(set(assistant.asked)) > 0
    assert set(assistant.meanwhile) == {()}
    assert assistant.examples.of("gull-rock", (NEW,)) == found
    assert len(assistant.asked) == len(assistant.meanwhile)
