"""Stories: what is grouped, what survives, what each telling says."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Archive
from index.errors import NotFound
from tests.index import news

#: Two events in three languages, each as id, language, title and text.
ARTICLES = (
    ("dam-en", "en", "Oravka dam leaks", "Engineers from Velmor closed the Oravka dam in 2021."),
    ("dam-cs", "cs", "Přehrada Oravka", "Inženýři z Velmor zavřeli v roce 2021 hráz Oravka."),
    (
        "dam-de",
        "de",
        "Damm Oravka undicht",
        "Ingenieure von Velmor schlossen 2021 den Damm Oravka.",
    ),
    ("race-en", "en", "Tibaldo wins Kessring", "Tibaldo drove the XR7 to victory in Kessring."),
    (
        "race-cs",
        "cs",
        "Tibaldo vyhrál Kessring",
        "Tibaldo dovezl XR7 k vítězství v závodě Kessring.",
    ),
)
DAM, RACE = {"dam-en", "dam-cs", "dam-de"}, {"race-en", "race-cs"}


def archive_of(
    folder: Path, articles: tuple[tuple[str, ...], ...] = ARTICLES, **more: str
) -> Archive:
    folder.mkdir(exist_ok=True)
    archive = Archive.create(folder / "archive")
    add(archive, folder, articles, **more)
    return archive


def add(archive: Archive, folder: Path, articles: tuple[tuple[str, ...], ...], **more: str) -> None:
    keys = ("id", "lang", "title", "text")
    lines = [json.dumps(dict(zip(keys, one, strict=True)) | more) for one in articles]
    name = f"{random.random()}.jsonl"
    (folder / name).write_text("\n".join(lines), encoding="utf-8")
    archive.add([folder / name])


def grouped(archive: Archive) -> set[frozenset[str]]:
    return {frozenset(story.articles) for story in archive.stories() if len(story.articles) > 1}


def test_the_sample_is_one_story_and_a_related_one(sample: Archive) -> None:
    story, other = sample.stories()
    assert story.id == "seed-000"
    assert story.articles == ("seed-000", "seed-002", "seed-003", "seed-004")
    assert set(story.languages) == {"id", "uk", "cs", "de"}
    assert story.sources == ("double.news",)
    assert story.related == ("seed-001",)
    assert other.articles == ("seed-001",)
    assert other.related == ("seed-000",)


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_are_parts_of_the_whole_list(sample: Archive, limit: int) -> None:
    whole = sample.stories()
    pages = [sample.stories(limit=limit, offset=at) for at in range(0, len(whole), limit)]
    assert [story for page in pages for story in page] == list(whole)
    assert sample.stories(limit=limit, offset=len(whole)) == ()
    assert sample.count_stories() == 1


def test_stories_are_found_by_their_articles(sample: Archive) -> None:
    story, other = sample.stories()
    wanted = dict.fromkeys(story.articles, story) | {"seed-001": other}
    assert sample.stories_of([*wanted, "gone"]) == wanted
    assert list(sample.summaries(["seed-002", "gone"])) == ["seed-002"]


def test_events_are_kept_apart_across_languages(tmp_path: Path) -> None:
    with archive_of(tmp_path) as archive:
        assert archive.stories() == ()
        assert archive.link() == len(ARTICLES)
        assert grouped(archive) == {frozenset(DAM), frozenset(RACE)}
        assert archive.link() == 0


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("news")
    Archive.create(folder / "archive").close()
    with Archive.open(folder / "archive", dictionaries="none") as archive:
        archive.add([news.write(folder)])
        archive.link()
        yield archive


@pytest.mark.slow
def test_news_of_one_company_is_told_apart_by_event(reported: Archive) -> None:
    assert grouped(reported) == set(map(frozenset, news.events().values()))


@pytest.mark.slow
def test_what_is_told_again_in_other_words_is_of_the_same_event(tmp_path: Path) -> None:
    Archive.create(tmp_path / "archive").close()
    with Archive.open(tmp_path / "archive", dictionaries="none") as archive:
        archive.add([news.write(tmp_path, retold=True)])
        archive.link()
        assert grouped(archive) == set(map(frozenset, news.events(retold=True).values()))


def test_counterparts_in_news_stand_anywhere_and_some_have_none(reported: Archive) -> None:
    pairs = reported.counterparts("recall-en", "recall-de")
    assert [(pair.left, pair.right) for pair in pairs] == [(1, 1), (2, 2), (4, 3), (5, 4)]


def test_the_order_of_coming_does_not_matter(tmp_path: Path) -> None:
    with archive_of(tmp_path, ARTICLES[::-1]) as archive:
        archive.link()
        assert grouped(archive) == {frozenset(DAM), frozenset(RACE)}


def test_what_comes_later_joins_its_story(tmp_path: Path) -> None:
    with archive_of(tmp_path, ARTICLES[:2]) as archive:
        archive.link()
        add(archive, tmp_path, ARTICLES[2:])
        assert archive.story_of("dam-de") is None
        archive.link()
        assert grouped(archive) == {frozenset(DAM), frozenset(RACE)}


def test_articles_weeks_apart_tell_of_two_events(tmp_path: Path) -> None:
    with archive_of(tmp_path, ARTICLES[:1], date="2025-01-01") as archive:
        add(archive, tmp_path, ARTICLES[1:2], date="2025-03-01")
        archive.link()
        assert grouped(archive) == set()


def test_what_was_removed_is_in_no_story_nor_what_has_its_place(tmp_path: Path) -> None:
    with archive_of(tmp_path) as archive:
        archive.link()
        largest, other = archive.stories()
        assert set(largest.articles) == DAM
        assert archive.stories(limit=1) == (largest,)
        archive.remove(["race-cs"])
        add(archive, tmp_path, (("news", "en", "A fair", "A fair was held in Lom."),))
        assert grouped(archive) == {frozenset(DAM)}
        assert archive.story_of("news") is None
        left = archive.story_of("race-en")
        assert left is not None
        assert (left.articles, left.id) == (("race-en",), other.id)


def test_decisions_hold_at_once_and_survive_everything(tmp_path: Path) -> None:
    with archive_of(tmp_path) as archive:
        archive.link()
        merged = archive.merge_stories(["dam-en", "race-en"])
        assert merged is not None
        assert set(merged.articles) == DAM | RACE
        redirected = archive.story_of("race-en")
        assert redirected is not None
        assert redirected.id == merged.id
        split = archive.split_story(["race-en", "race-cs"])
        assert split is not None
        assert set(split.articles) == RACE
        archive.exclude(["dam-de"])
        wanted = {frozenset(DAM - {"dam-de"}), frozenset(RACE)}
        assert grouped(archive) == wanted
        (archive.path / "stories.sqlite").unlink()
        archive.reindex()
        archive.link()
        assert grouped(archive) == wanted
        archive.merge_stories(["dam-en", "dam-de"])
        assert grouped(archive) == {frozenset(DAM), frozenset(RACE)}


def test_a_decision_taken_back_leaves_what_was_before(tmp_path: Path) -> None:
    with archive_of(tmp_path) as archive:
        archive.link()
        archive.exclude(["dam-en", "dam-de"])
        assert grouped(archive) == {frozenset(RACE)}
        archive.merge_stories(["dam-en"])
        assert grouped(archive) == {frozenset(DAM - {"dam-de"}), frozenset(RACE)}
        archive.merge_stories(["dam-de"])
        assert grouped(archive) == {frozenset(DAM), frozenset(RACE)}


def test_damaged_links_are_made_anew(tmp_path: Path) -> None:
    with archive_of(tmp_path) as archive:
        archive.link()
        (archive.path / "stories.sqlite").write_bytes(b"no database at all")
        assert archive.stories() == ()
        archive.link()
        assert grouped(archive) == {frozenset(DAM), frozenset(RACE)}


def test_coverage_says_who_tells_what(sample: Archive) -> None:
    coverage = sample.coverage("seed-002")
    assert coverage.story == "seed-000"
    said = {fact.text: {one.article for one in fact.mentions} for fact in coverage.facts}
    assert said["R2"] == {"seed-000", "seed-002", "seed-003", "seed-004"}
    assert said["H20"] == {"seed-000", "seed-003"}
    assert said["Financial Times"] == {"seed-000", "seed-003", "seed-004"}
    assert "Android Headlines" in {fact.text for fact in coverage.only_in("seed-002")}
    china, america = (fact for fact in coverage.facts if fact.code)
    assert (china.text, china.code) == ("China", "CN")
    assert [one.text for one in china.mentions] == ["China", "Китай", "Čína", "China"]
    assert [one.text for one in america.mentions] == ["AS", "США", "USA", "US"]
    assert "Huaweis" not in said  # which is of Huawei
    assert said["AI"] == said["R2"]  # KI in German
    assert "FT" not in said  # which is the Financial Times
    # Nouns, though German writes all of them with a capital, and a title some.
    assert not {"Chip", "Programmiermodell"} & said.keys()


def test_amounts_and_days_are_one_fact_however_they_are_written(reported: Archive) -> None:
    facts = [
        {mention.article.partition("-")[2]: mention.text for mention in fact.mentions}
        for event in ("recall-en", "plant-en")
        for fact in reported.coverage(event).facts
    ]
    in_all = [fact for fact in facts if len(fact) == 4]
    assert {"en": "120,000", "cs": "120 000", "de": "120.000", "uk": "120 000"} in in_all
    assert {
        "en": "45 million",
        "cs": "45 milionů",
        "de": "45 Millionen",
        "uk": "45 млн",
    } in in_all
    assert {
        "en": "1.5 billion",
        "cs": "1,5 miliardy",
        "de": "1,5 Mrd",
        "uk": "1,5 мільярда",
    } in in_all
    assert {"en": "Thursday", "cs": "čtvrtek", "de": "Donnerstag", "uk": "четвер"} in in_all
    assert {"en": "Brenice", "cs": "Brenici", "de": "Brenice", "uk": "Бреніце"} in in_all


def test_what_is_not_there_is_not_found(sample: Archive) -> None:
    with pytest.raises(NotFound):
        sample.story_of("nothing-like-that")


def test_a_story_says_what_makes_it_one(tmp_path: Path) -> None:
    with archive_of(tmp_path) as archive:
        archive.link()
        story = archive.story_of("dam-cs")
        assert story is not None
        assert {"velmor", "oravka", "2021"} <= set(story.shared)
        race = archive.story_of("race-en")
        assert race is not None
        assert {"xr7", "tibaldo", "kessring"} <= set(race.shared)


def test_what_one_article_alone_says_does_not_make_a_story(tmp_path: Path) -> None:
    with archive_of(tmp_path, ARTICLES[:1]) as archive:
        archive.link()
        alone = archive.story_of("dam-en")
        assert alone is not None
        assert alone.shared == ()


@pytest.mark.slow  # an archive for each example
@settings(max_examples=8)
@given(order=st.permutations(ARTICLES), first=st.integers(1, len(ARTICLES)))
def test_neither_the_order_nor_the_steps_of_coming_change_stories(
    tmp_path_factory: pytest.TempPathFactory, order: list[tuple[str, ...]], first: int
) -> None:
    folder = tmp_path_factory.mktemp("order")
    with archive_of(folder, tuple(order[:first])) as archive:
        archive.link()
        add(archive, folder, tuple(order[first:]))
        archive.link()
        assert grouped(archive) == {frozenset(DAM), frozenset(RACE)}
        (archive.path / "stories.sqlite").unlink()
        archive.link()
        assert grouped(archive) == {frozenset(DAM), frozenset(RACE)}


@pytest.mark.slow  # an archive for each example
@settings(max_examples=6)
@given(
    decisions=st.lists(
        st.tuples(
            st.sampled_from(("merge", "split", "exclude")),
            st.lists(st.sampled_from([one[0] for one in ARTICLES]), min_size=1, max_size=3),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_decisions_survive_a_new_link_and_a_new_index(
    tmp_path_factory: pytest.TempPathFactory, decisions: list[tuple[str, list[str]]]
) -> None:
    with archive_of(tmp_path_factory.mktemp("decisions")) as archive:
        archive.link()
        decide = {
            "merge": archive.merge_stories,
            "split": archive.split_story,
            "exclude": archive.exclude,
        }
        for kind, ids in decisions:
            decide[kind](ids)
        wanted = archive.stories()
        assert archive.link() == 0
        assert archive.stories() == wanted
        (archive.path / "stories.sqlite").unlink()
        archive.reindex()
        archive.link()
        assert archive.stories() == wanted
