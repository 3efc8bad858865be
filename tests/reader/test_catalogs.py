"""Every catalog is whole, sure of itself, and agrees with the code."""

import ast
import re
from collections.abc import Callable, Iterator
from gettext import c2py
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from rich.cells import cell_len
from textual.binding import Binding

from reader.app import HexaplaApp
from reader.keys import key_text
from reader.screens.library import LibraryScreen
from tests import catalogs

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")

#: Numbers among which every plural form of every language comes up.
_NUMBERS = range(1, 1000)

#: The least width the reading screen is made for.
_COLUMNS = 80

#: The cells that there are for messages of which none may be cut: half of the left
#: column for the order of a list; the label of the question row.
_CELLS = {"newest first": 16, "by date": 16, "by relevance": 16, "find in this article": 22}


def _messages(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def _texts(value: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    if value is None:
        return ("",)
    return (value,) if isinstance(value, str) else tuple(value)


def _placeholders(text: str) -> set[str]:
    return set(_PLACEHOLDER.findall(text))


def test_the_template_is_that_of_the_code() -> None:
    written = catalogs.TEMPLATE.read_text(encoding="utf-8")
    assert written == catalogs.as_text(catalogs.extract(), header=False), "run `make catalogs`"


def test_no_message_stands_in_an_f_string() -> None:
    # Before Python 3.12, the tools that collect messages see an f-string as one word.
    found = [
        f"{path.name}:{name.lineno}"
        for path in (catalogs.ROOT / "reader").rglob("*.py")
        for string in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(string, ast.JoinedStr)
        for name in _message_names(string)
    ]
    assert found == []


def _message_names(tree: ast.AST) -> Iterator[ast.Name]:
    for node in ast.walk(tree):
        name = node.func if isinstance(node, ast.Call) else None
        if isinstance(name, ast.Name) and name.id in catalogs.KEYWORDS:
            yield name


def test_the_languages_of_the_sample_have_catalogs() -> None:
    assert {"cs", "de", "id", "uk"} <= {path.parts[-3] for path in catalogs.languages()}


def test_every_form_of_a_message_has_the_placeholders_of_the_others() -> None:
    for message in _messages(catalogs.extract()):
        singular, *plural = _texts(message.id)
        for text in plural:
            # A singular may say "one" instead of the number.
            assert _placeholders(singular) <= _placeholders(text), message.id


@pytest.fixture(params=catalogs.languages(), ids=lambda path: path.parts[-3])
def language(request: pytest.FixtureRequest) -> Catalog:
    path: Path = request.param
    return catalogs.read(path)


def test_a_language_has_every_message_and_no_other(language: Catalog) -> None:
    wanted = {message.id for message in _messages(catalogs.extract())}
    have = {message.id for message in _messages(language) if all(_texts(message.string))}
    assert have == wanted


def test_a_language_guesses_nothing(language: Catalog) -> None:
    assert [message.id for message in _messages(language) if message.fuzzy] == []


def test_a_language_has_as_many_plural_forms_as_it_says(language: Catalog) -> None:
    for message in _messages(language):
        if message.pluralizable:
            assert len(_texts(message.string)) == language.num_plurals, message.id


def test_a_language_keeps_the_placeholders(language: Catalog) -> None:
    for message in _messages(language):
        wanted = [_placeholders(text) for text in _texts(message.id)]
        for text in _texts(message.string):
            assert _placeholders(text) in wanted, message.id


def test_a_language_counts_as_unicode_says(language: Catalog) -> None:
    form = _form_of(language)
    by_unicode = Locale.parse(language.locale_identifier).plural_form
    pairs = {(form(n), by_unicode(n)) for n in _NUMBERS}
    numbers, names = {number for number, _ in pairs}, {name for _, name in pairs}
    assert numbers == set(range(language.num_plurals))
    assert len(pairs) == len(numbers) == len(names), "one form for each of Unicode's"


def test_a_form_for_several_numbers_says_the_number(language: Catalog) -> None:
    form = _form_of(language)
    forms = [form(n) for n in _NUMBERS]
    for message in _messages(language):
        if message.pluralizable:
            for number, text in enumerate(_texts(message.string)):
                assert forms.count(number) == 1 or "{n}" in text, message.id


def _form_of(language: Catalog) -> Callable[[int], int]:
    form: Callable[[int], int] = c2py(language.plural_expr)
    return form


def test_the_keys_of_a_reader_fit_the_bottom_row(language: Catalog) -> None:
    shown = {
        binding.action: f" {key_text(binding.key)} {_said(language, binding.description)} "
        for binding in (*LibraryScreen.BINDINGS, *HexaplaApp.BINDINGS)
        # With one article open, `beside` is the key that can be spared.
        if isinstance(binding, Binding) and binding.show and binding.id != "results"
    }
    assert sum(map(cell_len, shown.values())) <= _COLUMNS, shown


@pytest.mark.parametrize(("message", "room"), _CELLS.items())
def test_no_message_is_cut_where_room_is_scarce(language: Catalog, message: str, room: int) -> None:
    assert cell_len(_said(language, message)) <= room


def _said(language: Catalog, message: str) -> str:
    found = language.get(message)
    assert found is not None, message
    return _texts(found.string)[0]
