"""Markdown by a template of the reader's own: Jinja2 in its sandbox.

A template knows `articles`, each with its `highlights`, and `highlights`, all of them;
each highlight has the fields of the JSON export, `language` and `date_text` in the
reader's language, and `counterparts`, the highlights it is paired with. What it prints
is escaped for Markdown unless a filter made it (`quote`, `hashtag`, `link`, `safe`).
"""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import HexaplaError
from reader.export import by_article
from reader.export.markdown import escaped, hashtag, link, quotation
from reader.i18n import date_text, language_name
from reader.notebook.highlight import Highlight
from reader.printable import printable

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment


class TemplateError(HexaplaError):
    """A template that cannot be read or followed; the message names file and line."""


def rendered(template: Path, highlights: Sequence[Highlight]) -> bytes:
    """Highlights as a template has them.

    Raises:
        TemplateError: it cannot be read, is not a template, or does what it may not.
    """
    try:
        source = template.read_text("utf-8")
    except OSError as error:
        raise TemplateError(f"{template}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise TemplateError(f"{template}: {error}") from error
    articles = [_article(group) for group in by_article(highlights)]
    known = {"articles": articles, "highlights": [h for a in articles for h in a["highlights"]]}
    try:
        text = _environment(template, source).get_template(template.name).render(known)
    except Exception as error:  # a template is a program: it can fail in any way
        line = getattr(error, "lineno", None) or _line(error, template)
        where = f"{template}:{line}" if line else str(template)
        raise TemplateError(f"{where}: {str(error) or type(error).__name__}") from error
    # Text of the template itself: what a terminal obeys is no less foreign there.
    lines = "\n".join(map(printable, text.rstrip().split("\n")))
    return f"{lines}\n".encode() if lines else b""


def _environment(template: Path, source: str) -> "ImmutableSandboxedEnvironment":
    # Imported when it is asked for: most exports have no template.
    from jinja2 import FunctionLoader, StrictUndefined  # noqa: PLC0415
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415
    from markupsafe import Markup  # noqa: PLC0415

    def loaded(name: str) -> tuple[str, str, None] | None:
        """The template and nothing else: it cannot read other files."""
        return (source, str(template), None) if name == template.name else None

    def inert(value: object) -> Markup:
        """Every value that a template prints and no filter has made safe."""
        return value if isinstance(value, Markup) else Markup(_escaped_lines(value))

    environment = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(loaded),
        undefined=StrictUndefined,
        # What `finalize` has escaped for Markdown is not escaped for HTML again.
        autoescape=True,
        finalize=inert,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "quote": lambda text: Markup(quotation(_text(text))),
        "hashtag": lambda tag: Markup(hashtag(_text(tag))),
        "link": lambda url: Markup(link(_text(url))),
        "date": lambda iso: date_text(_text(iso)),
        "language": lambda code: language_name(_text(code)),
    }
    return environment


def _escaped_lines(value: object) -> str:
    return "\n".join(escaped(printable(line)) for line in _text(value).split("\n"))


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _article(group: Sequence[Sequence[Highlight]]) -> dict[str, Any]:
    highlights = [
        {**_described(first), "counterparts": [_described(other) for other in others]}
        for first, *others in group
    ]
    newest = max((entry[0] for entry in group), key=lambda each: each.created)
    about = _described(newest)
    names = ("title", "source", "url", "lang", "language", "date", "date_text", "article")
    return {**{name: about[name] for name in names}, "highlights": highlights}


def _described(highlight: Highlight) -> dict[str, Any]:
    return {
        **asdict(highlight),
        "language": language_name(highlight.lang),
        "date_text": date_text(highlight.date),
    }


def _line(error: BaseException, template: Path) -> int | None:
    """The line of the template in which an error was raised."""
    found = None
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == str(template):
            found = trace.tb_lineno
        trace = trace.tb_next
    return found
