"""What the values know of themselves: who may see a policy, where a clause stands."""

from __future__ import annotations

import pytest

from assistant.values import Clause, Policy, Role


@pytest.mark.parametrize(
    ("audiences", "seen_by"),
    [
        (("staff",), {Role.STAFF, Role.TRAINER}),
        (("parent",), {Role.STAFF, Role.TRAINER, Role.PARENT}),
        ((), {Role.STAFF, Role.TRAINER}),
    ],
)
def test_staff_and_trainers_see_every_policy_and_others_what_is_written_for_them(
    audiences: tuple[str, ...], seen_by: set[Role]
) -> None:
    policy = Policy("fictional", "phones", "phones.md", "Phones", "2026", audiences=audiences)
    assert {role for role in Role if policy.open_to(role)} == seen_by


@pytest.mark.parametrize(
    ("label", "page", "place"),
    [
        ("2. Phones, bullet 1", 3, "2. Phones, bullet 1 (page 3)"),
        ("2. Phones, bullet 1 (page 3)", 3, "2. Phones, bullet 1 (page 3)"),
        ("2. Phones, bullet 1", None, "2. Phones, bullet 1"),
    ],
)
def test_a_clause_stands_at_its_label_and_its_page_is_named_once(label: str, page: int | None, place: str) -> None:
    assert Clause("phones.pdf", "2.b1", label, "Off.", 0, 4, page=page).place == place
