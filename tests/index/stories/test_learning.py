"""Words are learned from the stories of an archive, and stand below all other layers."""

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from index import Archive
from index.language.lexicon import learned
from index.language.lexicon.learned import FILE, Lesson, association, learn
from index.model import Via

#: Made up: no lexicon has them, and they do not sound alike.
WORDS = {
    f"{first}{last}": f"{other}{end}"
    for first, other in (("blo", "vin"), ("tre", "pella"), ("gush", "omme"), ("zwol", "aki"))
    for last, end in (
        *(("rak", "tuso"), ("dom", "wili"), ("nik", "rune"), ("pen", "lova")),
        *(("fral", "dembo"), ("vash", "sonnu")),
    )
}
#: What makes them one story: a name and a number of its own for each.
_STORIES = 20


def told(chance: Random, at: int) -> tuple[list[str], list[str]]:
    """One story in two languages, five passages that say the same."""
    passages: tuple[list[str], list[str]] = ([], [])
    for n in range(5):
        drawn = chance.sample(sorted(WORDS), 3)
        fact = f"Quorvex{at} {1000 + 17 * at + n}"
        passages[0].append(f"The government of {fact} said: {' '.join(drawn)}.")
        passages[1].append(f"Vláda {fact} řekla: {' '.join(WORDS[word] for word in drawn)}.")
    return passages


@pytest.fixture(scope="module")
def taught(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder, chance = tmp_path_factory.mktemp("learning"), Random(1)
    lines = []
    for at in range(_STORIES):
        for lang, passages in zip(("en", "cs"), told(chance, at), strict=True):
            title = f"Quorvex{at} {1000 + 17 * at}"
            lines.append({"id": f"{lang}-{at}", "lang": lang, "title": title, "passages": passages})
    (folder / "articles.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    Archive.create(folder / "archive").close()
    with Archive.open(folder / "archive", dictionaries="none", cache=cache) as archive:
        archive.add([folder / "articles.jsonl"])
        archive.link()
        yield archive


def meant(archive: Archive, word: str) -> dict[str, Via]:
    """What the lexicon of an archive says of a word of one of the two languages."""
    known = archive.lexicon()
    lang, other = ("en", "cs") if word in WORDS else ("cs", "en")
    return {one.text: one.via for one in known.translations(lang, [word], [other])}


@pytest.mark.slow
def test_words_are_learned_from_counterparts_and_found_by(taught: Archive) -> None:
    assert "vintuso" not in meant(taught, "blorak")
    assert taught.learn_words() == len(WORDS)
    for word, other in WORDS.items():
        assert meant(taught, word) == {other: Via.LEARNED}
        assert meant(taught, other) == {word: Via.LEARNED}
    # Half typed, so that no dictionary is loaded for a word that nobody knows.
    results = taught.search("gushnik ", typing=True)
    assert {hit.lang for hit in results.hits} == {"en", "cs"}
    forms = {form.text: form.via for one in results.expansion for form in one.forms}
    assert forms["gushnik"] is Via.EXACT
    assert forms[WORDS["gushnik"]] is Via.LEARNED


@pytest.mark.slow
def test_what_was_learned_decides_no_story_and_no_counterpart(taught: Archive) -> None:
    taught.learn_words()
    assert taught.lexicon().pivots("cs", "vintuso") == ()


@pytest.mark.slow
def test_it_can_be_switched_off_and_forgotten(taught: Archive, cache: Path) -> None:
    taught.learn_words()
    with Archive.open(taught.path, dictionaries="none", cache=cache, learned=False) as other:
        assert "vintuso" not in meant(other, "blorak")
    taught.forget_words()
    assert not (taught.path / FILE).exists()
    assert "vintuso" not in meant(taught, "blorak")


@pytest.mark.slow
def test_a_damaged_file_teaches_what_is_whole_of_it(taught: Archive) -> None:
    (taught.path / FILE).write_bytes(b"cs\tpellawili\ten\ttredom\t30.0\t9\nen\t\xff\n")
    taught._forget_lexicon()
    assert "pellawili" not in meant(taught, "tredom")
    (taught.path / FILE).write_text("cs\tpellawili\ten\ttredom\t30.0\t9\nen\tbroken\n\n", "utf-8")
    taught._forget_lexicon()
    assert meant(taught, "tredom")["pellawili"] is Via.LEARNED


def test_too_few_counterparts_teach_nothing() -> None:
    some = [(frozenset({"blorak"}), frozenset({"vintuso"}))] * (learned.ENOUGH - 1)
    assert learn(some, lambda _: {}) == ()


def test_what_accompanies_a_pair_that_is_known_is_not_learned() -> None:
    # Both words of one language stand wherever their translations do.
    rest = [(frozenset({f"a{n}"}), frozenset({f"b{n}"})) for n in range(90)]
    pair = (frozenset({"prime", "minister"}), frozenset({"ministr", "předseda"}))
    some = [pair] * 10 + rest
    known = {"minister": ["ministr"]}
    taught = learn(some, lambda _: known)
    assert [(one.left, one.right) for one in taught] == [("prime", "předseda")]


@pytest.mark.parametrize(
    ("both", "one", "other", "total"), [(0, 5, 5, 10), (5, 10, 5, 10), (1, 10, 10, 100)]
)
def test_words_that_meet_by_chance_are_not_associated(
    both: int, one: int, other: int, total: int
) -> None:
    assert association(both, one, other, total) == 0


def test_the_ratio_is_dunnings() -> None:
    # The first row of the table in his paper: the swiss, of 31,777 bigrams.
    assert association(110, 2552, 221, 31777) == pytest.approx(270.72, abs=0.01)


def test_a_lesson_is_kept_in_a_line(tmp_path: Path) -> None:
    lesson = Lesson("čip", "chip", 12.34, 5)
    assert learned.write(tmp_path / FILE, {("cs", "en"): [lesson]}) == 1
    assert list(learned.read(tmp_path / FILE)) == [{"cs": ["čip"], "en": ["chip"]}]
