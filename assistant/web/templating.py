"""The HTML templates, every value escaped; Jinja2's home."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from assistant import dates
from assistant.values import Citation
from assistant.web import marking, signs
from assistant.web.visitors import current

SIGN, CODE = Markup('<span class="sign" hidden>{}</span>'), Markup("<code>{}</code>")
TARGET = Markup('<span class="target">{}</span>')
CELL = Markup('<span class="cell">\t</span>')
"""Between two cells of a table's row; the look alone puts a bar there."""
EMPHASIS, STRONG = Markup("<em>{}</em>"), Markup("<strong>{}</strong>")
MARK, POINTED = Markup("<mark>{}</mark>"), Markup('<strong class="pointed">{}</strong>')


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("assistant.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["said"] = said
    environment.filters["unbroken"] = unbroken
    environment.filters["verbatim"] = verbatim
    environment.filters["quote"] = quote
    environment.globals["visitor"] = current
    return environment


def render(template: str, **values: object) -> str:
    """Render `templates/<template>`; text values are escaped."""
    return _environment().get_template(template).render(**values)


def said(iso: str) -> str:
    """A date or version in words ("February 2026"); anything that is no date stays as it is."""
    try:
        return dates.say(iso)
    except ValueError:
        return iso


def unbroken(text: str) -> Markup:
    """Escaped, with each line break as an entity, for HTML that has to stay one line on its way."""
    return Markup("&#10;").join(escape(line) for line in text.splitlines())


def verbatim(text: str, document: str, marks: Iterable[marking.Span] = (), inside: bool = False) -> Markup:
    """A file's own words, escaped, every character there; Markdown's signs are out of sight and what they mean is seen.

    `marks` are offsets in `text`; `inside` says that a mark stands around the whole already.
    """
    marked = POINTED if inside else MARK
    return Markup("").join(_shown(stretch, marked) for stretch in signs.stretches(text, document, marks))


def quote(citation: Citation) -> Markup:
    """A citation's quote, verbatim, the words that answer marked."""
    return verbatim(citation.quote, citation.document, marking.within(citation.quote, citation.marks, citation.start))


def _shown(stretch: signs.Stretch, marked: Markup) -> Markup:
    look, shown = stretch.look, escape(stretch.text).replace("\t", CELL)
    layers = (
        (SIGN, look.sign),
        (CODE, look.code),
        (TARGET, look.target),
        (EMPHASIS, look.emphasis),
        (STRONG, look.strong),
    )
    for element, put in (*layers, (marked, stretch.marked)):
        shown = element.format(shown) if put else shown
    return shown
