"""Answers depend on the archive, the lexicon and the question: on nothing asked before, and
on no order that a process happens to have."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Archive
from index.language.lexicon.layers import Layers
from index.language.lexicon.sources import Sources
from index.model import Via
from index.search.crossing import translate
from index.search.held import held
from index.words.vocabulary import Vocabulary

#: Words of several languages each, and one that is a form of `žena` and of `hnát`.
FORMS = {
    "cs": ["rok", "ženu", "ženy", "žena", "ženou", "hnát", "hnal", "žene", "figura", "model"],
    "de": ["figur", "stabfigur", "rock", "jahr", "modell"],
    "en": ["year", "skirt", "figure", "model", "mind"],
    "id": ["rok", "tahun", "model", "figur"],
    "uk": ["рік", "фігура", "модель"],
}

#: Asks in a process of its own, and prints all that could be in another order there.
ASKING = """
import sys
from index import Archive
with Archive.open(sys.argv[1], dictionaries="none") as archive:
    ids = [one.id for one in archive.articles()]
    for query in ("rok", "mind", "model figur", "figur"):
        print(archive.search(query))
        for word in query.split():
            print(archive.gloss(word, "en", "cs"), list(archive.lexicon().inflected(word)))
    from index.counterparts.telling import KINDS, telling
    from index.counterparts import anchors
    for one in map(archive.get, ids):
        told = telling(one, lambda forms: anchors.read(forms, one.lang, {}, anchors.no_pivots_of))
        print([told.keys[kind].vocabulary.tolist() for kind in KINDS])
"""


class Turned(Layers):
    """A lexicon that names its languages in an order of its own."""

    def __init__(self, cache: Path, *, backwards: bool) -> None:
        super().__init__(lambda: Sources(cache, None)._recipes(FORMS.keys()))
        self._backwards = backwards

    def languages(self) -> frozenset[str]:
        turned = sorted(super().languages(), reverse=self._backwards)
        return dict.fromkeys(turned).keys()  # type: ignore[return-value] # a set with an order


@pytest.fixture
def vocabulary() -> Iterator[Vocabulary]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    Vocabulary.create(connection)
    made = Vocabulary(connection)
    for lang, forms in FORMS.items():
        made.add(lang, forms)
    made.settle()
    yield made
    connection.close()


def test_translations_come_in_one_order_whatever_that_of_languages(
    vocabulary: Vocabulary, cache: Path
) -> None:
    lexicons = Turned(cache, backwards=False), Turned(cache, backwards=True)
    for form in ("rok", "figur", "model"):
        one, other = (
            translate([form], vocabulary, lexicon, analyse=True)[form] for lexicon in lexicons
        )
        assert len({each.lang for each in one}) > 2
        assert one == other


def test_forms_of_a_word_come_in_one_order_whatever_is_asked_with_it(
    vocabulary: Vocabulary,
) -> None:
    words = [("cs", "žena"), ("cs", "hnát"), ("de", "figur")]
    together = held(words, vocabulary)
    for word in words:
        vocabulary.remembered().clear()
        assert held([word], vocabulary)[word] == together[word]
    assert [form.text for form in together["cs", "žena"]][:2] == ["žena", "ženou"]


def test_what_interrupts_a_question_leaves_nothing_half_remembered(vocabulary: Vocabulary) -> None:
    whole = vocabulary.by_keys(Via.FORM, ["žena"])
    vocabulary.remembered().clear()
    connection = vocabulary._connection
    asked: list[bool] = []  # of each statement, whether it is the question itself
    connection.set_trace_callback(lambda sql: asked.append("FROM form" in sql))
    connection.set_progress_handler(lambda: asked[-1], 1)
    with pytest.raises(sqlite3.OperationalError, match="interrupted"):
        vocabulary.readings(["žena"])
    connection.set_progress_handler(None, 1)
    connection.set_trace_callback(None)
    assert vocabulary.by_keys(Via.FORM, ["žena"]) == whole


@pytest.mark.slow
def test_processes_answer_alike_whatever_their_seed(sample: Archive) -> None:
    sample.search("model")  # makes what is missing
    command = [sys.executable, "-c", ASKING, os.fspath(sample.path)]
    path = {"PYTHONPATH": os.pathsep.join(sys.path)}
    answers = {
        subprocess.run(
            command,
            env={**os.environ, **path, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1
