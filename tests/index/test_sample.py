"""The five bundled articles, searched as a newcomer would."""

import os
import shutil
from pathlib import Path

import pytest

from index import Archive, Via
from index.sample import SAMPLE_UUID, open_sample


def found(archive: Archive, query: str, *, exact: bool = False) -> set[str]:
    """The words a query marks, in all articles."""
    return {
        passage.text[span.start : span.end]
        for hit in archive.search(query, exact=exact).hits
        for passage in hit.passages
        for span in passage.spans
    }


def ids(archive: Archive, query: str) -> set[str]:
    """The full matches of a query."""
    return {hit.id for hit in archive.search(query).hits if not hit.missing}


def test_the_sample_is_five_articles_in_four_languages(sample: Archive) -> None:
    assert [article.id for article in sample.articles()] == [f"seed-00{n}" for n in range(5)]
    assert {count.code: count.articles for count in sample.languages()} == {
        "id": 2,
        "uk": 1,
        "cs": 1,
        "de": 1,
    }
    assert sample.uuid == SAMPLE_UUID


@pytest.mark.parametrize("query", ["čip", "chip", "Chip", "чип"])
def test_one_word_finds_its_forms_in_every_language_and_script(sample: Archive, query: str) -> None:
    words = found(sample, query)
    assert {"чипах", "чипи", "Chip", "chip", "čipů"} <= words
    assert len(ids(sample, query)) == 5


def test_every_span_says_how_it_was_found(sample: Archive) -> None:
    vias = {
        passage.text[span.start : span.end]: span.via
        for hit in sample.search("čip").hits
        for passage in hit.passages
        for span in passage.spans
    }
    assert vias["čipů"] is Via.FORM
    assert vias["чипах"] is Via.SCRIPT
    assert vias["Čip"] is Via.EXACT


def test_the_expansion_of_each_word_is_shown(sample: Archive) -> None:
    (expansion,) = sample.search("čip").expansion
    assert expansion.word == "čip"
    assert {"чип", "chip", "čipů"} & {form.text for form in expansion.forms} >= {"chip", "čipů"}


def test_model_names_stay_whole(sample: Archive) -> None:
    assert ids(sample, "R2") == {"seed-000", "seed-002", "seed-003", "seed-004"}
    assert ids(sample, "910C") == {"seed-001", "seed-004"}
    assert ids(sample, "GB200") == {"seed-000"}
    assert ids(sample, "H2*") == {"seed-000", "seed-003"}
    assert found(sample, "H20") == {"H20"}


def test_accents_may_be_left_out(sample: Archive) -> None:
    assert ids(sample, "odlozila") == {"seed-003"}
    assert ids(sample, "verzogerung") == {"seed-004"}
    assert (
        ids(sample, "VERZÖGERUNG")
        == ids(sample, "Verzögerung")
        == {"seed-000", "seed-002", "seed-003", "seed-004"}
    )


def test_exact_is_letter_by_letter(sample: Archive) -> None:
    assert found(sample, "Čip", exact=True) == {"Čip"}
    assert sample.search("čip", exact=True).total == 0
    assert sample.search("odlozila", exact=True).total == 0
    assert found(sample, "=Čip") == {"Čip"}


def test_other_forms_of_a_word_are_found(sample: Archive) -> None:
    assert "odložila" in found(sample, "odložit")
    assert "затримується" in found(sample, "затримуватися")


def test_boilerplate_is_never_found(sample: Archive) -> None:
    for query in ("Детальніше", "Alamat email", "Kommentar", "Aluminium", "Investing"):
        assert ids(sample, query) == set(), query


def test_phrases_keep_their_order(sample: Archive) -> None:
    assert ids(sample, '"Financial Times"') == {"seed-000", "seed-003", "seed-004"}
    assert ids(sample, '"Times Financial"') == set()


def test_sentences_without_a_space_between_are_two(sample: Archive) -> None:
    assert "seed-000" in ids(sample, '"perangkat lunak"')
    assert "lunak" in found(sample, "lunak")


def test_full_matches_stand_before_those_that_lack_a_word(sample: Archive) -> None:
    results = sample.search("GB200 R2")
    assert results.total == 1
    assert results.partial == 3
    assert results.hits[0].id == "seed-000"
    assert {hit.missing for hit in results.hits[1:]} == {("GB200",)}


def test_a_word_can_be_insisted_on_or_kept_out(sample: Archive) -> None:
    assert {hit.id for hit in sample.search("+GB200 R2").hits} == {"seed-000"}
    assert ids(sample, "R2 -GB200") == {"seed-002", "seed-003", "seed-004"}
    assert ids(sample, "GB200 OR 910C") == {"seed-000", "seed-001", "seed-004"}


def test_fields_restrict(sample: Archive) -> None:
    assert ids(sample, "lang:cs,uk čip") == {"seed-002", "seed-003"}
    assert ids(sample, "-lang:id čip") == {"seed-002", "seed-003", "seed-004"}
    assert ids(sample, "source:double čip") == {"seed-002"}
    assert ids(sample, "source:unknown R2") == {"seed-000", "seed-003", "seed-004"}
    assert ids(sample, "title:R2") == {"seed-000", "seed-004"}
    assert ids(sample, "date:2025 R2") == set()


def test_a_derived_title_is_no_title_of_the_text(sample: Archive) -> None:
    article = sample.get("seed-003")
    assert article.title_derived
    assert "seed-003" not in ids(sample, "title:odložila")


def test_counts_are_of_full_matches(sample: Archive) -> None:
    results = sample.search("R2", limit=1)
    assert results.total == 4
    assert results.languages == {"id": 1, "uk": 1, "cs": 1, "de": 1}
    assert results.sources == {"": 3, "double.news": 1}
    assert len(results.hits) == 1


def test_while_typing_the_last_word_is_a_beginning(sample: Archive) -> None:
    assert {hit.id for hit in sample.search("deeps", typing=True).hits} == {
        f"seed-00{n}" for n in range(5)
    }
    assert sample.search("deeps", cross=False).total == 0


def test_marks_of_one_article_come_in_reading_order(sample: Archive) -> None:
    numbers = [passage.n for passage in sample.matches("seed-003", "čip")]
    assert numbers == sorted(numbers)
    assert len(numbers) > 3


def test_the_sample_is_made_once(sample: Archive, sample_cache: Path) -> None:
    with open_sample(sample_cache) as again:
        assert again.path == sample.path
    assert len(list(sample_cache.glob("sample-*"))) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_without_a_cache_it_is_made_for_the_process(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with open_sample(tmp_path / "cache") as archive:
        assert archive.search("R2").total == 4
        folder = archive.path
    assert not folder.exists()


@pytest.mark.slow
def test_a_cache_that_cannot_be_made_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("in the way")
    with open_sample(tmp_path / "cache") as archive:
        assert archive.search("R2").total == 4
        folder = archive.path
    assert not folder.exists()


def test_a_damaged_sample_is_made_anew(tmp_path: Path) -> None:
    with open_sample(tmp_path) as archive:
        folder = archive.path
    shutil.copy(Path(__file__), folder / "articles.sqlite")
    with open_sample(tmp_path) as archive:
        assert len(archive.articles()) == 5
