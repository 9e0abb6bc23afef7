"""Plain text: the decoded file itself, in whatever encoding an office saved it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from assistant.reading import read

_TEXT = "Staff mustn’t “friend” pupils – café staff included.\r\nFees are £5.\n\n\tEnd\r"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "utf-8-sig"])
def test_text_is_the_decoded_file_newlines_included(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "policy.txt"
    path.write_bytes(_TEXT.encode(encoding))
    assert read(path).text == _TEXT


def test_a_source_carries_its_name_and_digest(tmp_path: Path) -> None:
    path = tmp_path / "policy.md"
    path.write_bytes(b"# Leave\n\nStaff may ask for leave.\n")
    source = read(path)
    assert (source.name, source.digest) == ("policy.md", hashlib.sha256(path.read_bytes()).hexdigest())
    assert source.blocks == () and source.pages == ()
