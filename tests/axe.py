"""axe-core over a page or one of its frames: what breaks WCAG 2.2 A or AA, a sentence each."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame, Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
OPTIONS = {"runOnly": {"type": "tag", "values": list(TAGS)}, "resultTypes": ["violations"]}


def violations(page: Page | Frame) -> list[str]:
    """Each broken rule with the elements that break it; an empty list is a pass. Frames inside are asked apart."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [f"{rule['id']} ({rule['impact']}): {rule['help']}: {_where(rule['nodes'])}" for rule in found]


def _where(nodes: list[dict[str, Any]]) -> str:
    return "; ".join(f"{node['target'][0]} {node['html'][:120]} [{node.get('failureSummary', '')}]" for node in nodes)
