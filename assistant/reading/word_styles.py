"""What a Word paragraph's own properties and its styles say: heading level, list, number."""

from __future__ import annotations

import re

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from lxml import etree

from assistant.reading.numbering import Mark, Numbering
from assistant.reading.ooxml import children, integer, value, w

_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_LIST = re.compile(r"list (?:bullet|number|continue)? ?([2-5])", re.IGNORECASE)
_CONTENTS = re.compile(r"toc (?:[1-9]|heading)|contents heading|table of figures", re.IGNORECASE)
_MOST_STYLES_DEEP = 12


class Styles:
    """Looks properties up in a paragraph, then in its style and the styles that this one builds on."""

    def __init__(self, document: Document) -> None:
        self._styles = {style.get(w("styleId"), ""): style for style in children(document.styles.element, "style")}
        self._default = next((key for key, style in self._styles.items() if _is_default(style)), "")
        self._numbering = Numbering(_numbering_root(document), self._numbering_styles())
        titled = any(self._name(paragraph) == "title" for paragraph in document.element.body.iter(w("p")))
        self._shift = 1 if titled else 0  # a title stands above the headings of level 1

    @property
    def below_headings(self) -> int:
        """The level of a heading made by hand: below the styled ones' first."""
        return 2 + self._shift

    def heading_level(self, paragraph: etree._Element) -> int:
        """1 for the top heading, deeper down to 10; 0 if it is no heading."""
        if self._name(paragraph) == "title":
            return 1
        for style in self._chain(paragraph):
            match = _HEADING.fullmatch(value(style, "name"))
            if match:
                return int(match[1]) + self._shift
        outline = self._outline(paragraph)
        return outline + 1 + self._shift if 0 <= outline < 9 else 0

    def is_contents(self, paragraph: etree._Element) -> bool:
        """Whether its style is one of a contents list, or all it holds is links to headings."""
        if _CONTENTS.fullmatch(self._name(paragraph)):
            return True
        links = list(paragraph.iterchildren(w("hyperlink")))
        return (
            bool(links)
            and all(link.get(w("anchor"), "").startswith("_Toc") for link in links)
            and not any(True for run in paragraph.iterchildren(w("r")) for _ in run.iterchildren(w("t")))
        )

    def list_level(self, paragraph: etree._Element) -> int:
        """2 for "List Bullet 2"; 0 if the style's name tells no level."""
        match = _LIST.fullmatch(self._name(paragraph))
        return int(match[1]) if match else 0

    def mark(self, paragraph: etree._Element) -> Mark | None:
        """Count the paragraph and tell its automatic number; None if it has none."""
        own = paragraph.find(f"{w('pPr')}/{w('numPr')}")
        number_id = value(own, "numId") if own is not None else ""
        depth = value(own, "ilvl") if own is not None else ""
        if number_id == "0":
            return None
        for style in self._chain(paragraph):
            listed = style.find(f"{w('pPr')}/{w('numPr')}")
            if listed is None:
                continue
            if not number_id:
                number_id = value(listed, "numId")
                style_id = style.get(w("styleId"), "")
                depth = depth or value(listed, "ilvl") or str(self._numbering.level_of_style(number_id, style_id))
            break
        if number_id in {"", "0"}:
            return None
        return self._numbering.next(number_id, integer(depth, 0))

    def _outline(self, paragraph: etree._Element) -> int:
        for holder in [paragraph, *self._chain(paragraph)]:
            level = holder.find(f"{w('pPr')}/{w('outlineLvl')}")
            if level is not None:
                return integer(level.get(w("val")), 9)
        return 9

    def _name(self, paragraph: etree._Element) -> str:
        chain = self._chain(paragraph)
        return value(chain[0], "name").lower() if chain else ""

    def _chain(self, paragraph: etree._Element) -> list[etree._Element]:
        properties = paragraph.find(w("pPr"))
        key = (value(properties, "pStyle") if properties is not None else "") or self._default
        chain: list[etree._Element] = []
        while key in self._styles and len(chain) < _MOST_STYLES_DEEP:
            chain.append(self._styles[key])
            key = value(self._styles[key], "basedOn")
        return chain

    def _numbering_styles(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for key, style in self._styles.items():
            listed = style.find(f"{w('pPr')}/{w('numPr')}")
            if style.get(w("type")) == "numbering" and listed is not None:
                found[key] = value(listed, "numId")
        return found


def _is_default(style: etree._Element) -> bool:
    return style.get(w("type")) == "paragraph" and style.get(w("default")) in {"1", "true"}


def _numbering_root(document: Document) -> etree._Element | None:
    for link in document.part.rels.values():
        if link.reltype == RELATIONSHIP_TYPE.NUMBERING and not link.is_external:
            root: etree._Element = parse_xml(link.target_part.blob)
            return root
    return None
