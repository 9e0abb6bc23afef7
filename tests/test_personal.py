"""Personal data is told from the numbers that policies are full of; V2."""

from __future__ import annotations

import pytest

from assistant.errors import BadInput
from assistant.personal import found, refuse


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("write to j.o'hara+school@mail.example.org please", "an e-mail address"),
        ("HER ADDRESS IS SAM@EXAMPLE.CO.UK", "an e-mail address"),
        ("sam @ example.com asked", "an e-mail address"),
        ("her NI is AB 12 34 56 C", "a National Insurance number"),
        ("ab123456d", "a National Insurance number"),
        ("pupil H801200001001 was named", "a pupil number (UPN)"),
        ("upn a123456789012", "a pupil number (UPN)"),
        ("NHS 943 476 5919", "an NHS number"),
        ("9434765919", "an NHS number"),
        ("in 2026 943-476-5919 was given", "an NHS number"),
        ("card 4242 4242 4242 4242 exp 12/27", "a payment card’s number"),
        ("378282246310005", "a payment card’s number"),
        ("4242424242424242", "a payment card’s number"),
        ("ring 07700 900123", "a telephone number"),
        ("ring 07700900123 9am", "a telephone number"),
        ("+44 7700 900123", "a telephone number"),
        ("+44 (0)20 7946 0018", "a telephone number"),
        ("(020) 7946 0018", "a telephone number"),
        ("0044 1632 960 983", "a telephone number"),
        ("01632-960983", "a telephone number"),
        ("01632 96098", "a telephone number"),
        ("+353 1 555 0123", "a telephone number"),
        ("+1 (212) 555-0123", "a telephone number"),
        ("00353 1 555 0123", "a telephone number"),
        ("447700900123 on WhatsApp", "a telephone number"),
        ("44 7700 900 123", "a telephone number"),
        ("Tel.07700 900123", "a telephone number"),
        ("jo@gull.school asked", "an e-mail address"),
        ("jo @gull.example.org asked", "an e-mail address"),
        ("AB 12  34 56 C", "a National Insurance number"),
        ("943 - 476 - 5919", "an NHS number"),
        ("943.476.5919", "an NHS number"),
        ("943  476  5919", "an NHS number"),
        ("UPNH801200001001", "a pupil number (UPN)"),
        ("H  801200001001", "a pupil number (UPN)"),
        ("4242 - 4242 - 4242 - 4242", "a payment card’s number"),
        ("4242.4242.4242.4242", "a payment card’s number"),
    ],
)
def test_each_kind_is_named_however_it_is_written(text: str, kind: str) -> None:
    assert found(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "Clause 3.2.1 says 14 days, not 28.",
        "see 1.2.3.4.5.6.7.8.9.10.11.12",
        "approved 14/02/2026, review 2027-02-14",
        "on 01-02-2026 10 30 and 02.03.2027 11 15",
        "the 2024-2026 policy, pages 10-12 and 100-120",
        "ring 999 or 112 or 101 or 111",
        "Childline 0800 1111, NSPCC 0808 800 5000, Samaritans 116 123, text 85258",
        "the office on 0300 123 4567 or 0345 600 0000",
        "article 8 of the Data Protection Act 2018, section 175",
        "iwys/social-media@2026-02 clause 3.b2",
        "follow @school on social media",
        "Can I tag @gull.rock in a post, or follow @head.teacher?",
        "meet @ 3.30pm",
        "£1,250,000.00 over 12 months",
        "key 943 476 5918",
        "card 4242 4242 4242 4241",
        "H801200001002 is no pupil's",
        "GB 12 34 56 C",
        "10000000000000 steps",
        "Key Stage 2, Year 6, 30 pupils, room B12",
        "it took 1 2 3 4 5 6 7 8 9 10 tries",
        "2026 2027 2028 2029",
        "the years 2019 2020 2021 2022, 2020-2021-2022-2023, 2024/2025/2026/2027 and 2029 2030 2031 2032",
        "",
    ],
)
def test_numbers_that_policies_hold_are_no_personal_data(text: str) -> None:
    assert found(text) == ""


def test_a_refusal_names_the_kind_and_what_to_do_and_not_the_data() -> None:
    with pytest.raises(BadInput) as refused:
        refuse("ring 07700 900123", "the reason")
    assert refused.value.problem == "Nothing was kept: the reason seems to hold a telephone number."
    assert "Take it out" in refused.value.remedy
    assert "900123" not in str(refused.value)


def test_a_text_without_any_passes() -> None:
    refuse("The clause is about pupils, not staff.", "the reason")
