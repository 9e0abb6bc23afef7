"""Telephone numbers and e-mail addresses become links, and nothing else does."""

from __future__ import annotations

import pytest

from assistant.answering.word import CARD
from assistant.web.widget.ringing import email_link, phone_link, spans


@pytest.mark.parametrize(
    ("phone", "link"),
    [
        ("01632 960147", "tel:01632960147"),
        ("020 7946 0311", "tel:02079460311"),
        ("+44 (0)1632 960147", "tel:+4401632960147"),
        ("01632 960147, ext. 12", "tel:01632960147"),
        ("javascript:alert(1)", ""),
        ("ask at the gate", ""),
        ("", ""),
    ],
)
def test_a_telephone_number_can_be_rung(phone: str, link: str) -> None:
    assert phone_link(phone) == link


@pytest.mark.parametrize(
    ("email", "link"),
    [
        ("office@school.example.org", "mailto:office@school.example.org"),
        ("o'brien+kids@school.example", "mailto:o%27brien%2Bkids@school.example"),
        ("office@school.example?bcc=a@b.example", ""),
        ('"><img src=x>@school.example', ""),
        ("", ""),
    ],
)
def test_an_address_can_be_written_to(email: str, link: str) -> None:
    assert email_link(email) == link


def test_every_number_of_the_safeguarding_card_can_be_rung_or_texted() -> None:
    card = CARD.format(lead="Ms Tern (01632 960142, lead@school.example)")
    links = [span.href for span in spans(card) if span.href]
    assert links == [
        "tel:999",
        "tel:01632960142",
        "mailto:lead@school.example",
        "tel:08088005000",
        "tel:08001111",
        "tel:116123",
        "sms:85258",
        "tel:111",
    ]
    assert "".join(span.text for span in spans(card)) == card


def test_a_web_address_never_becomes_a_link() -> None:
    assert not [span for span in spans("See https://evil.example/x or javascript:alert(1)") if span.href]
