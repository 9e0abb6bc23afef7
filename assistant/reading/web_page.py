"""Reads .html: the words of the page without its furniture, as headings, paragraphs, items and rows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.dammit import EncodingDetector
from bs4.element import NavigableString, PreformattedString, Tag

from assistant.reading.compose import Composer
from assistant.reading.html_lists import counters, number_of
from assistant.reading.html_tables import lay_out
from assistant.reading.markers import typed, typed_heading
from assistant.reading.plain import decode
from assistant.values import BlockKind

_DROPPED = (
    "script", "style", "nav", "noscript", "template", "svg", "iframe", "object", "button", "select", "input",
    "head", '[role="navigation"]', '[role="banner"]:not(:has(h1))', '[role="contentinfo"]',
    "[hidden]", '[aria-hidden="true"]',
)  # fmt: skip
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
        "html", "li", "main", "ol", "p", "pre", "section", "summary", "table", "ul",
    }
)  # fmt: skip
_SPACES = re.compile(r"[ \t\r\n\f]+")


def read_web_page(name: str, data: bytes) -> tuple[Composer, tuple[tuple[str, str], ...]]:
    """The page's text with blocks, and its properties. Raises UnreadableFile for what is no text."""
    soup = BeautifulSoup(_markup(name, data), "lxml")
    title = _words(soup.title) if soup.title else ""
    root = _root(soup)
    composer = Composer()
    if root is not None:
        _walk(root, composer, 0)
    return composer, (("title", title),) if title else ()


def _markup(name: str, data: bytes) -> str:
    """Text by its byte order mark, as UTF-8, as the page declares, or by likelihood, in that order."""
    declared = EncodingDetector.find_declared_encoding(data, is_html=True)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return _as_declared(name, data, declared)
    return decode(name, data)


def _as_declared(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return decode(name, data)  # pages often declare wrongly


def _root(soup: BeautifulSoup) -> Tag | None:
    for unwanted in soup.select(", ".join(_DROPPED)):
        unwanted.decompose()
    mains = soup.find_all("main")
    root = mains[0] if len(mains) == 1 else soup.body
    for tag in soup.find_all(["header", "footer"]):
        if tag.find_parent(["article", "main"]) is None and not tag.find("h1"):
            tag.decompose()
    return root


def _walk(tag: Tag, composer: Composer, depth: int) -> None:
    """Lay out what the tag holds; runs of inline content between blocks are paragraphs."""
    for run in _runs(tag):
        if isinstance(run, Tag):
            _block(run, composer, depth)
        else:
            _paragraph(run, composer, depth)


def _runs(tag: Tag) -> Iterator[Tag | str]:
    inline: list[str] = []
    for child in tag.children:
        if isinstance(child, Tag) and (child.name in _BLOCKS or child.find(_BLOCKS)):
            yield from _flush(inline)
            inline = []
            yield child
        elif isinstance(child, Tag):
            inline.append(_raw(child))
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            inline.append(_SPACES.sub(" ", child))
    yield from _flush(inline)


def _flush(inline: list[str]) -> Iterator[str]:
    words = _tidy("".join(inline))
    if words:
        yield words


def _block(tag: Tag, composer: Composer, depth: int) -> None:
    if re.fullmatch(r"h[1-6]", tag.name):
        marked = typed_heading(_words(tag))
        level = int(tag.name[1])
        composer.add(BlockKind.HEADING, marked.words, marker=marked.marker, level=level, number=marked.number)
    elif tag.name in {"ul", "ol"}:
        _list(tag, composer, depth + 1)
    elif tag.name == "table" and not lay_out(tag, composer, _words):
        _walk_layout(tag, composer, depth)
    elif tag.name == "dl":
        _definitions(tag, composer)
    elif tag.name != "table":
        _walk(tag, composer, depth)


def _walk_layout(table: Tag, composer: Composer, depth: int) -> None:
    """A table that only arranges the page: its cells are read one after another."""
    for cell in table.find_all(["td", "th"]):
        if cell.find_parent("table") is table:
            _walk(cell, composer, depth)


def _paragraph(words: str, composer: Composer, depth: int) -> None:
    marked = typed(words)
    if marked.marker:
        composer.add(BlockKind.ITEM, marked.words, marker=marked.marker, level=depth + 1, number=marked.number)
    else:
        composer.add(BlockKind.PARAGRAPH, words, level=depth)


def _list(tag: Tag, composer: Composer, depth: int) -> None:
    if _is_contents(tag):
        for item in tag.find_all("a"):
            composer.add(BlockKind.CONTENTS, _words(item))
        return
    count = counters(tag)
    for child in tag.children:
        if not isinstance(child, Tag):
            continue
        if child.name != "li":
            _block(child, composer, depth - 1)  # a list put straight into a list, as some editors do
            continue
        _item(child, composer, depth, number_of(tag, child, count))


def _item(item: Tag, composer: Composer, depth: int, number: str) -> None:
    """The first words of an item carry its number; what follows is deeper lists and further paragraphs."""
    written = False
    for run in _opened(item):
        if isinstance(run, str) and not written:
            marked = typed(run)
            number = number or marked.number
            marker = f"{number}." if number and number[-1].isalnum() else number
            words = marked.words if marked.marker else run
            composer.add(BlockKind.ITEM, words, marker=marker or "-", level=depth, number=number)
            written = True
        elif isinstance(run, str):
            composer.add(BlockKind.PARAGRAPH, run, level=depth)
        else:
            _block(run, composer, depth)


def _opened(tag: Tag) -> Iterator[Tag | str]:
    """The tag's runs, with plain boxes (p, div, …) opened."""
    for run in _runs(tag):
        if isinstance(run, Tag) and run.name in {"p", "div", "section", "span", "blockquote"}:
            yield from _opened(run)
        else:
            yield run


def _definitions(tag: Tag, composer: Composer) -> None:
    """Term and definition side by side, as a row."""
    term = ""
    for child in tag.find_all(["dt", "dd"]):
        if child.name == "dt":
            if term:
                composer.add(BlockKind.PARAGRAPH, term)
            term = _words(child)
        else:
            composer.add_row([term, _words(child)] if term else [_words(child)])
            term = ""
    if term:
        composer.add(BlockKind.PARAGRAPH, term)


def _is_contents(tag: Tag) -> bool:
    """A list whose items are all nothing but links into the page itself."""
    items = tag.find_all("li")
    links = [link for link in tag.find_all("a") if str(link.get("href", "")).startswith("#")]
    linked = "".join(_words(link) for link in links)
    return len(items) > 1 and len(links) == len(items) and _bare(linked) == _bare(_words(tag))


def _bare(words: str) -> str:
    return re.sub(r"\W|\d", "", words)


def _raw(tag: Tag) -> str:
    if tag.name == "br":
        return "\n"
    pieces = []
    for child in tag.children:
        if isinstance(child, Tag):
            pieces.append(_raw(child) + ("\n" if child.name in _BLOCKS else ""))
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            pieces.append(_SPACES.sub(" ", child))
    return "".join(pieces)


def _tidy(raw: str) -> str:
    lines = (re.sub(r" {2,}", " ", line).strip(" ") for line in raw.split("\n"))
    return "\n".join(line for line in lines if line)


def _words(tag: Tag) -> str:
    return _SPACES.sub(" ", _tidy(_raw(tag)))
