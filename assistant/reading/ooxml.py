"""Small readings of Word's XML: names, attributes and the words of a paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def w(name: str) -> str:
    """A name in Word's main namespace, as lxml writes it."""
    return f"{{{_W}}}{name}"


FALLBACK = f"{{{_MC}}}Fallback"
TEXT_BOX = w("txbxContent")
_SKIPPED = frozenset({w("del"), w("moveFrom"), w("instrText"), w("rPr"), w("pPr"), TEXT_BOX, FALLBACK})
_SIGNS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "\u2011", w("softHyphen"): ""}


def children(element: etree._Element, name: str) -> list[etree._Element]:
    """The direct children of this name."""
    return list(element.iterchildren(w(name)))


def value(element: etree._Element, name: str) -> str:
    """The w:val of the first child of this name, "" if there is none."""
    child = element.find(w(name))
    return "" if child is None else child.get(w("val"), "")


def integer(written: str | None, default: int) -> int:
    """An attribute as a whole number."""
    return int(written) if written and written.lstrip("-").isdigit() else default


def is_on(element: etree._Element | None) -> bool:
    """Whether an on/off property is there and not switched off."""
    return element is not None and element.get(w("val"), "true") not in {"0", "false", "off"}


def words(element: etree._Element) -> str:
    """What a reader sees of a paragraph or run: insertions kept; deletions, hidden text, fields' codes left out."""
    return "".join(_pieces(element))


def _pieces(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag == w("t"):
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag == w("sym"):
            yield "•"  # a sign of a symbol font: its code means nothing elsewhere
        elif child.tag not in _SKIPPED and not _hidden(child):
            yield from _pieces(child)


def _hidden(element: etree._Element) -> bool:
    return element.tag == w("r") and is_on(element.find(f"{w('rPr')}/{w('vanish')}"))
