"""What a real archive knows of what was kept in it."""

from pathlib import Path

from index import Archive
from index.sample import open_sample
from reader.notebook.highlight import Highlight
from reader.notebook.knowing import placed, stories_of
from reader.notebook.notebook import Notebook

TITLE = "Verzögerung bei DeepSeeks R2: Behörden empfehlen Chips von Huawei"
LEAD = "Verzögerung bei DeepSeeks R2: die Behörden empfehlen Chips von Huawei."
BODY = "Das Unternehmen entschied sich daher für andere Chips, um das Training abzuschließen."


def kept(archive: Archive, folder: Path, text: str) -> tuple[str, list[Highlight]]:
    """The article of a text, with a highlight of its title and one of its lead."""
    (folder / "a.txt").write_text(text, encoding="utf-8")
    (article_id,) = archive.add([folder], lang="de").added
    article = archive.get(article_id)
    with Notebook.open(folder.parent / "notebook.sqlite") as notebook:
        for passage in article.passages[:2]:
            notebook.add(archive.uuid, article, passage.n)
        return article_id, list(notebook.highlights())


def test_of_two_passages_nearly_the_same_each_is_followed(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    with Archive.create(tmp_path / "archive") as archive:
        article_id, made = kept(archive, folder, f"{TITLE}\n\n{LEAD}\n\n{BODY}\n")
        # The title loses a word, the lead stays: without the old text it could be either.
        edited = TITLE.replace("Chips von ", "")
        (folder / "a.txt").write_text(f"{edited}\n\n{LEAD}\n\n{BODY}\n", encoding="utf-8")
        archive.sync()
        now = placed(archive, made)
        assert archive.get(article_id).revision != made[0].revision
        assert archive.earlier(article_id, made[0].revision) is not None
        assert archive.earlier(article_id, "none") is None
    places = [(now[each.id].passage, now[each.id].state) for each in made]
    assert places == [(1, "moved"), (2, "anchored")]


def test_what_has_no_article_any_more_is_an_orphan(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    with Archive.create(tmp_path / "archive") as archive:
        article_id, made = kept(archive, folder, f"{TITLE}\n\n{LEAD}\n\n{BODY}\n")
        archive.remove([article_id])
        assert {each.state for each in placed(archive, made).values()} == {"orphan"}


def test_stories_are_looked_up_for_what_is_there(sample_cache: Path) -> None:
    ids = ["seed-001", "seed-002", "gone"]
    with open_sample(sample_cache) as sample:
        found = stories_of(sample, ids)
    assert {name: story.id for name, story in found.items()} == {"seed-002": "seed-000"}
