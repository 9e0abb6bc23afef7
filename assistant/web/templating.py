"""The HTML templates, every value escaped; Jinja2's home."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from assistant import dates
from assistant.web.visitors import current


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
