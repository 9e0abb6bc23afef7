"""Word's automatic numbering as XML: one outline of five levels and one bullet list."""

from __future__ import annotations

from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

OUTLINE, BULLETS = 90, 91  # clear of the ids in python-docx's template

_OUTLINE_LEVELS = (
    ("decimal", "%1.", "Heading1"),
    ("decimal", "%1.%2", "Heading2"),
    ("decimal", "%1.%2.%3", ""),
    ("lowerLetter", "(%4)", ""),
    ("lowerRoman", "(%5)", ""),
)
_BULLET_LEVELS = (("bullet", "\u2022", ""),)


def install(document: Document) -> None:
    """Add both lists to the numbering part and tie the heading styles to the outline."""
    numbering = document.part.numbering_part.element
    first = numbering.find(qn("w:num"))
    for number, levels in ((OUTLINE, _OUTLINE_LEVELS), (BULLETS, _BULLET_LEVELS)):
        first.addprevious(_abstract(number, levels))
        numbering.append(_instance(number))
    for level, style in enumerate(("Heading 1", "Heading 2")):
        document.styles[style].element.get_or_add_pPr().append(_reference(level, OUTLINE))


def number(properties: BaseOxmlElement, level: int, which: int) -> None:
    """Make a paragraph (its `w:pPr`) a member of a list at a level, 0 the outermost."""
    properties.append(_reference(level, which))


def _abstract(number: int, levels: tuple[tuple[str, str, str], ...]) -> BaseOxmlElement:
    body = "".join(_level(depth, *facts) for depth, facts in enumerate(levels))
    return parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
        f'<w:multiLevelType w:val="multilevel"/>{body}</w:abstractNum>'
    )


def _level(depth: int, form: str, text: str, style: str) -> str:
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    indent = 567 * max(1, depth)
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{linked}'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{indent}" w:hanging="567"/></w:pPr></w:lvl>'
    )


def _instance(number: int) -> BaseOxmlElement:
    return parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')


def _reference(level: int, which: int) -> BaseOxmlElement:
    reference = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", level), ("w:numId", which)):
        child = OxmlElement(tag)
        child.set(qn("w:val"), str(value))
        reference.append(child)
    return reference
