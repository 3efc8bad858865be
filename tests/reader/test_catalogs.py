"""Every catalog is whole, sure of itself, and agrees with the code."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from tests import catalogs

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


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


def test_a_language_has_every_message(language: Catalog) -> None:
    wanted = {message.id for message in _messages(catalogs.extract())}
    have = {message.id for message in _messages(language) if all(_texts(message.string))}
    assert wanted <= have


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
