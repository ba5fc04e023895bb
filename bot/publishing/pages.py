"""The templates from which pages are made."""

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from decisions.alliance.pounds import say_pounds
from decisions.words.refusal import say_day

# Everything that people wrote is escaped; a name that a template misspells is an error.
_environment = Environment(
    loader=PackageLoader("bot", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.filters["day"] = say_day
_environment.filters["pounds"] = say_pounds


def template(name: str) -> Template:
    """Return a page's template from bot/templates/."""
    return _environment.get_template(name)
