"""`sign-in.yaml`: what it says, and what is told when it says something else."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assistant.errors import BadMetadata
from assistant.providers import NAME, NotEntitled, read_providers
from assistant.values import Access

DOCUMENTED = Path(__file__).parents[1] / "docs" / "sign-in.md"
GOOGLE = {
    "label": "Google",
    "issuer": "https://accounts.google.com",
    "client_id": "id",
    "secret_env": "SECRET",
    "require": {"hd": "school.example"},
    "access": {"staff": {"domains": ["school.example"]}, "admin": {"emails": ["Head@school.example"]}},
}


def written(folder: Path, **changes: object) -> Path:
    section = {key: value for key, value in {**GOOGLE, **changes}.items() if value is not None}
    (folder / NAME).write_text(yaml.safe_dump({"providers": {"google": section}}), encoding="utf-8")
    return folder


def test_no_file_is_no_provider(tmp_path: Path) -> None:
    assert read_providers(tmp_path) == ()


def test_a_provider_is_read_with_its_rules(tmp_path: Path) -> None:
    (provider,) = read_providers(written(tmp_path))
    assert provider.can_make_admin
    kit = {"email": "kit@school.example", "email_verified": True, "hd": "school.example"}
    assert provider.access_for(kit) is Access.STAFF
    assert provider.access_for({**kit, "email": "head@school.example"}) is Access.ADMIN
    for stranger in ({**kit, "hd": "elsewhere.example"}, {**kit, "email_verified": False}, {}):
        with pytest.raises(NotEntitled):
            provider.access_for(stranger)


def test_every_setting_is_part_of_what_a_session_rests_on(tmp_path: Path) -> None:
    before = read_providers(written(tmp_path))[0].grounds
    assert read_providers(written(tmp_path))[0].grounds == before
    after = read_providers(written(tmp_path, access={"staff": {"emails": ["kit@school.example"]}}))[0].grounds
    assert after != before


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"issuer": "http://accounts.google.com"}, "begins with https"),
        ({"issuer": None}, "issuer"),
        ({"client_id": ""}, "client_id"),
        ({"secret": "in the file"}, "no other settings"),
        ({"access": None}, "access"),
        ({"access": {"staff": {}}}, "emails, domains, claims"),
        ({"access": {"head": {"emails": ["a@b.example"]}}}, "staff, trainer and admin"),
        ({"access": {"staff": {"emails": ["b.example"]}}}, "whole addresses"),
        ({"access": {"staff": {"domains": ["*.example"]}}}, "whole domains"),
        ({"access": {"staff": {"claims": {"groups": [7]}}}}, "list of words"),
        ({"require": ["hd"]}, "names claims"),
    ],
)
def test_a_file_that_is_not_as_it_should_be_is_told_where(
    tmp_path: Path, changes: dict[str, object], told: str
) -> None:
    with pytest.raises(BadMetadata, match=told):
        read_providers(written(tmp_path, **changes))


@pytest.mark.parametrize(
    "content", ["providers: [", "google: {}", "- a", "providers: {}\nmore: 1", "providers: {A b: {}}"]
)
def test_a_file_of_another_kind_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / NAME).write_text(content, encoding="utf-8")
    with pytest.raises(BadMetadata, match=NAME):
        read_providers(tmp_path)


def test_the_documented_examples_are_taken_as_they_stand(tmp_path: Path) -> None:
    examples = [block.partition("```")[0] for block in DOCUMENTED.read_text(encoding="utf-8").split("```yaml\n")[1:]]
    assert len(examples) == 2
    for example in examples:
        (tmp_path / NAME).write_text(example, encoding="utf-8")
        assert read_providers(tmp_path)
