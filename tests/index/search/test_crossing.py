"""A query in one language finds articles in the others."""

import json
from pathlib import Path

import pytest

from index import Archive
from index.model import Via


def archive_of(folder: Path, *articles: tuple[str, str, str]) -> Archive:
    """An archive of articles, each an id, a language and a text."""
    lines = [
        json.dumps({"id": key, "lang": lang, "passages": [text]}) for key, lang, text in articles
    ]
    (folder / "articles.jsonl").write_text("\n".join(lines), "utf-8")
    archive = Archive.create(folder / "archive")
    archive.add([folder / "articles.jsonl"])
    return archive


#: By query and seed, the passages that say it, any of which may come first.
RIGHT = {
    "technical problems during training": {"000": {4}, "002": {3, 6}, "003": {2}, "004": {3, 6}},
    "US chip export restrictions": {"001": {9}, "002": {5}, "003": {4}, "004": {5}},
    "odložila vydání modelu": {"000": {4, 7}, "002": {1, 3}, "003": {1}, "004": {6}},
    "затримка запуску через чипи": {"000": {1, 4}, "002": {1, 3}, "003": {1, 3}, "004": {6}},
    "Verzögerung": {"000": {4, 7}, "002": {3}, "003": {1, 3}, "004": {1}},
    "bezpečnostní obavy": {"003": {5}, "004": {8}},
}


@pytest.mark.parametrize("query", RIGHT)
def test_the_right_passage_comes_first_in_every_seed(sample: Archive, query: str) -> None:
    first = {hit.id[-3:]: hit.passages[0].n for hit in sample.search(query).hits}
    right = RIGHT[query]
    assert {seed: first.get(seed) for seed in right if first.get(seed) not in right[seed]} == {}


def test_only_without_crossing_the_languages_stay_apart(sample: Archive) -> None:
    # The others say that something was delayed.
    assert {hit.lang for hit in sample.search("Verzögerung").hits} == {"cs", "de", "id", "uk"}
    assert {hit.lang for hit in sample.search("Verzögerung", cross=False).hits} == {"de"}
    assert {hit.lang for hit in sample.search("=Verzögerung").hits} == {"de"}


def test_what_was_typed_stands_before_what_it_means(tmp_path: Path) -> None:
    with archive_of(
        tmp_path,
        ("cs", "cs", "Vláda schválila nový rozpočet."),
        ("de", "de", "Die Regierung hat den Haushalt beschlossen."),
        ("en", "en", "The government passed the budget."),
    ) as archive:
        hits = archive.search("government").hits
    assert hits[0].id == "en"
    assert {hit.id for hit in hits} == {"en", "cs", "de"}
    assert {hit.via for hit in hits[1:]} == {Via.LEXICON}


def test_a_word_of_two_languages_is_read_as_its_neighbours(tmp_path: Path) -> None:
    with archive_of(
        tmp_path, ("skirt", "en", "She wore a red skirt."), ("year", "en", "The year was long.")
    ) as archive:
        assert [hit.id for hit in archive.search("minulý rok").hits] == ["year"]


def test_a_compound_is_found_by_its_part(tmp_path: Path) -> None:
    with archive_of(
        tmp_path, ("de", "de", "Es ging um Exportbeschränkungen für Halbleiter.")
    ) as archive:
        assert [hit.id for hit in archive.search("restriction").hits] == ["de"]


def test_several_words_stand_for_one_and_one_for_several(tmp_path: Path) -> None:
    with archive_of(
        tmp_path,
        ("en", "en", "The prime minister resigned."),
        ("other", "en", "A minister spoke of prime numbers."),
        ("cs", "cs", "Premiér odstoupil z funkce."),
    ) as archive:
        assert [hit.id for hit in archive.search("premiér").hits] == ["cs", "en"]
        assert "cs" in [hit.id for hit in archive.search("prime minister").hits]
        (expansion,) = archive.search("premiér").expansion
    assert "prime minister" in [form.text for form in expansion.forms]


def test_a_translation_can_be_switched_off(tmp_path: Path) -> None:
    with archive_of(
        tmp_path,
        ("one", "cs", "Vláda jednala."),
        ("two", "en", "The prime minister resigned."),
    ) as archive:
        assert archive.search("Regierung").total == 1
        assert archive.search("Regierung", without=[("regierung", "vláda")]).total == 0
        assert archive.search("premiér", without=[("premiér", "prime minister")]).total == 0


def test_a_translation_that_is_switched_off_takes_its_forms_along(tmp_path: Path) -> None:
    with archive_of(
        tmp_path,
        ("one", "cs", "Vláda jednala, bez vlády to nejde."),
        ("two", "uk", "Уряд оголосив про рішення."),
    ) as archive:
        off = [("government", "vláda")]
        assert [hit.id for hit in archive.search("government", without=off).hits] == ["two"]
        assert archive.matches("one", "government", without=off) == ()
        assert len(archive.matches("one", "government")[0].spans) == 2
        # A form alone leaves the others.
        (passage,) = archive.matches("one", "government", without=[("government", "vlády")])
        assert [passage.text[span.start : span.end] for span in passage.spans] == ["Vláda"]


def test_all_that_a_word_stands_for_can_be_switched_off(tmp_path: Path) -> None:
    with archive_of(
        tmp_path,
        ("both", "en", "The government passed the budget, as governments do."),
        ("cs", "cs", "Vláda schválila rozpočet."),
    ) as archive:
        (word, _) = archive.search("government budget").expansion
        off = [(word.word, form.text) for form in word.forms]
        assert {form.lang for form in word.forms} == {"en", "cs"}
        results = archive.search("government budget", without=off)
        assert (results.total, results.partial) == (0, 2)
        assert {hit.missing for hit in results.hits} == {("government",)}
        assert results.expansion[0].forms == ()
        assert archive.search("government", without=off).hits == ()


@pytest.mark.parametrize(
    ("asked", "lang", "said"),
    [
        ("deprive", "cs", "Nikdo nebude zbaven občanství."),
        ("diambil", "en", "The decision was taken yesterday."),
        ("previously", "cs", "Předchozí vláda odstoupila."),
        ("pengambilan", "en", "They take it."),
        ("freedom", "de", "Sie waren endlich frei."),
        # The lexicon has the word itself, too, which is no reason to forget its root.
        ("berhak", "cs", "Je to jejich právo."),
    ],
)
def test_a_word_is_found_by_words_of_its_root(
    tmp_path: Path, asked: str, lang: str, said: str
) -> None:
    with archive_of(tmp_path, ("one", lang, said)) as archive:
        assert archive.search(asked).total == 1


def test_a_form_that_no_dictionary_has_stands_for_its_word(tmp_path: Path) -> None:
    texts = {
        "copy": ("cs", "Před zkopírováním souborů počkejte."),
        "join": ("cs", "Most spojuje dva břehy."),
        "delete": ("uk", "Знайдено видалені файли."),
        "settings": ("uk", "Список налаштувань порожній."),
        "awasi": ("de", "Das Gerät hat einen Überwachungsmodus."),
        "podcasts": ("id", "Dia merekam podcast baru."),
    }
    with archive_of(tmp_path, *((query, *said) for query, said in texts.items())) as archive:
        found = {query: [hit.id for hit in archive.search(query).hits] for query in texts}
    assert found == {query: [query] for query in texts}


def test_a_better_translation_stands_before_a_farther_one(tmp_path: Path) -> None:
    with archive_of(
        tmp_path, ("far", "de", "Ein angemessenes Haus."), ("near", "de", "Das Recht der Bürger.")
    ) as archive:
        archive.add_to_glossary({"en": ["right"], "de": ["Recht", "richtig", "angemessen"]})
        assert [hit.id for hit in archive.search("right").hits] == ["near", "far"]


def test_what_is_added_is_found_by_a_translation_that_was_asked_for_before(
    tmp_path: Path,
) -> None:
    with archive_of(tmp_path, ("one", "cs", "Vláda jednala.")) as archive:
        assert archive.search("government").total == 1
        with Archive.open(tmp_path / "archive") as other:
            (tmp_path / "more.jsonl").write_text(
                json.dumps({"id": "two", "lang": "cs", "passages": ["Bez vlády to nejde."]})
            )
            other.add([tmp_path / "more.jsonl"])
            assert other.search("government").total == 2
        assert archive.search("government").total == 2


def test_a_word_that_is_being_typed_is_not_translated(tmp_path: Path) -> None:
    with archive_of(tmp_path, ("cs", "cs", "Vláda schválila rozpočet.")) as archive:
        assert archive.search("government", typing=True).total == 0
        assert archive.search("government ", typing=True).total == 1
        assert archive.search("government bud", typing=True).partial == 1


def test_a_form_that_is_mostly_a_word_of_another_language_is_no_translation(
    tmp_path: Path,
) -> None:
    many = [(f"en-{n}", "en", f"A rat ran through house {n}.") for n in range(9)]
    with archive_of(tmp_path, ("de", "de", "Der Rat tagte in Brüssel."), *many[:2]) as archive:
        assert [hit.id for hit in archive.search("rada").hits][:1] == ["de"]
    (tmp_path / "more").mkdir()
    with archive_of(tmp_path / "more", ("de", "de", "Der Rat tagte."), *many) as archive:
        assert archive.search("rada").total == 0


def test_an_archive_has_a_glossary_of_its_own(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, ("cs", "cs", "Frobnikace pokračuje."))
    archive.close()
    (tmp_path / "archive" / "glossary.tsv").write_text(
        "en\tcs\nfrobbing\tfrobnikace\nbad\n", "utf-8"
    )
    with Archive.open(tmp_path / "archive") as archive:
        (hit,) = archive.search("frobbing").hits
        assert hit.via is Via.GLOSSARY
        assert [str(error).partition(": ")[2] for error in archive.lexicon_errors()] == [
            "needs words in two languages"
        ]


def test_a_pair_that_is_added_is_searched_at_once(tmp_path: Path) -> None:
    with archive_of(tmp_path, ("cs", "cs", "Frobnikace pokračuje.")) as archive:
        assert archive.search("frobbing").total == 0
        path = archive.add_to_glossary({"en": ["frobbing"], "cs": ["frobnikace"]})
        assert path == tmp_path / "archive" / "glossary.tsv"
        assert [hit.via for hit in archive.search("frobbing").hits] == [Via.GLOSSARY]
        assert "<term>frobnikace</term>" in archive.termbase()


def test_a_search_need_not_wait_for_the_lexicon(tmp_path: Path) -> None:
    archive_of(tmp_path, ("cs", "cs", "Vláda schválila rozpočet.")).close()
    with Archive.open(
        tmp_path / "archive",
        cache=tmp_path / "cache",
        dictionaries="none",
        wait_for_lexicon=False,
    ) as archive:
        assert archive.search("government").total == 0
        assert archive.make_lexicon() == 2
        assert archive.search("government").total == 1


def test_a_query_may_be_in_a_language_that_the_archive_has_not(tmp_path: Path) -> None:
    with archive_of(tmp_path, ("en", "en", "The wolves attacked the sheep.")) as archive:
        assert archive.search("vlci napadli").total == 1
