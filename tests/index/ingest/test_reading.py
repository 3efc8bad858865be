import io
import os
import sys
from pathlib import Path

import pytest

from index.errors import InputError
from index.ingest import Draft
from index.ingest.reading import files, read
from index.ingest.stated import SourcesFiles

LEAD = "The company said on Thursday that the new model would not be released before autumn."
as_root = pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")


def drafts(path: Path | str, source: str | None = None, lang: str | None = None) -> list[Draft]:
    found = list(read(path, source=source, lang=lang))
    assert not [error for error in found if isinstance(error, InputError)]
    return [draft for draft in found if isinstance(draft, Draft)]


def refusal(path: Path | str, lang: str | None = None) -> InputError:
    try:
        (error,) = read(path, source=None, lang=lang)
    except InputError as raised:
        error = raised
    assert isinstance(error, InputError)
    assert "\n" not in str(error)
    return error


def write(path: Path, text: str | bytes = LEAD) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


# files


def test_a_folder_gives_its_articles_sorted_and_nothing_else(tmp_path: Path) -> None:
    for name in ("b.txt", "a.MD", "c/d.jsonl", "c/.hidden.txt", ".git/x.txt", "sources.toml",
                 "picture.png", "e.ndjson"):  # fmt: skip
        write(tmp_path / name)
    assert [str(path.relative_to(tmp_path)) for path in files(tmp_path)] == [
        "a.MD", "b.txt", "c/d.jsonl", "e.ndjson",
    ]  # fmt: skip


def test_a_file_is_given_whatever_its_name(tmp_path: Path) -> None:
    path = write(tmp_path / ".notes")
    assert list(files(path)) == [path]


def test_links_in_a_circle_are_walked_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a" / "x.txt")
    (tmp_path / "a" / "b").symlink_to(tmp_path, target_is_directory=True)
    assert [found.resolve() for found in files(tmp_path)] == [path]


def test_a_dead_link_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "dead.txt").symlink_to(tmp_path / "nowhere")
    path = write(tmp_path / "x.txt")
    assert list(files(tmp_path)) == [path]


def test_a_folder_without_articles_and_a_missing_path_are_named(tmp_path: Path) -> None:
    write(tmp_path / "picture.png")
    with pytest.raises(InputError, match=r"no articles in .*looked for .*\.txt"):
        list(files(tmp_path))
    with pytest.raises(InputError, match=r"gone\.txt: no such file"):
        list(files(tmp_path / "gone.txt"))


@as_root
def test_a_folder_below_that_cannot_be_listed_is_named(tmp_path: Path) -> None:
    good = write(tmp_path / "a.txt")
    locked = write(tmp_path / "locked" / "x.txt").parent
    locked.chmod(0)
    try:
        assert list(files(tmp_path)) == [good, locked]
        assert "permission denied" in refusal(locked).why
    finally:
        locked.chmod(0o700)


# read


def test_an_article_and_where_it_is_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "x.txt", f"A delay\n{LEAD}")
    monkeypatch.chdir(tmp_path)
    (draft,) = drafts(Path("x.txt"))
    assert draft.path == str(tmp_path / "x.txt")
    assert (draft.record, draft.id, draft.title, draft.lang) == ("", None, "A delay", "en")
    assert (draft.source, draft.date, draft.date_from, draft.url) == (None, None, None, None)


def test_the_name_of_a_link_is_kept(tmp_path: Path) -> None:
    link = tmp_path / "link.txt"
    link.symlink_to(write(tmp_path / "x.txt"))
    assert drafts(link)[0].path == str(link)


def test_an_unknown_suffix_is_read_as_text(tmp_path: Path) -> None:
    assert drafts(write(tmp_path / "article.news"))[0].passages[0].text == LEAD
    assert "not a text file" in refusal(write(tmp_path / "x.png", b"\x89PNG\0")).why


@pytest.mark.parametrize(
    ("name", "text"),
    [("x.txt", ""), ("x.txt", " \n\n"), ("x.md", "---\ntitle: T\n---\n"), ("x.jsonl", ""),
     ("x.jsonl", '{"title": "T"}'), ("x.jsonl", '{"text": ""}'),
     ("x.jsonl", '{"passages": [" "]}')],
)  # fmt: skip
def test_what_holds_no_text_is_named(tmp_path: Path, name: str, text: str) -> None:
    error = refusal(write(tmp_path / name, text))
    assert name in error.where
    assert error.why == "no text"


@as_root
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "x.txt")
    path.chmod(0)
    error = refusal(path)
    assert (error.where, error.why) == (str(path), "permission denied")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert refusal(tmp_path).why == "is a directory"


def test_a_name_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt"))
    try:
        write(path)
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    error = refusal(path)
    assert "not UTF-8" in error.why
    str(error).encode()


def test_dates_in_file_names(tmp_path: Path) -> None:
    (draft,) = drafts(write(tmp_path / "2025-08-14-delay.txt"))
    assert (draft.date, draft.date_from) == ("2025-08-14", "file")
    for name in ("2025-13-40.txt", "2025-08-141.txt", "on-2025-08-14.txt"):
        assert drafts(write(tmp_path / name))[0].date is None


def test_a_stated_date_wins_over_the_names(tmp_path: Path) -> None:
    (draft,) = drafts(write(tmp_path / "2025-08-14.md", f"---\ndate: 2024-01\n---\n{LEAD}"))
    assert (draft.date, draft.date_from) == ("2024-01", "markup")


def test_the_language_given_holds_and_the_source_given_is_a_default(tmp_path: Path) -> None:
    path = write(tmp_path / "x.jsonl", '{"text": "a", "lang": "cs", "source": "S"}\n{"text": "b"}')
    found = drafts(path, source="Given", lang="de-AT")
    assert [draft.lang for draft in found] == ["de", "de"]
    assert [draft.source for draft in found] == ["S", "Given"]


def test_a_language_given_that_is_none_is_named(tmp_path: Path) -> None:
    assert "'english'" in refusal(write(tmp_path / "x.txt"), lang="english").why


def test_only_the_body_tells_the_language(tmp_path: Path) -> None:
    text = (
        "Ein Titel über Verzögerungen bei den Chips\n" + LEAD + "\nSchreiben Sie einen Kommentar\n"
        "Ihre E-Mail-Adresse wird nicht veröffentlicht. Erforderliche Felder sind mit * markiert"
    )
    assert drafts(write(tmp_path / "x.txt", text))[0].lang == "en"


# standard input


@pytest.mark.parametrize(
    ("data", "titles"),
    [
        (f"A delay\n{LEAD}", ["A delay"]),
        (f'\n  {{"title": "T", "text": "{LEAD}"}}\n{{"text": "b"}}', ["T", "b"]),
        ("\ufeff" + '{"text": "b"}', ["b"]),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: str, titles: list[str]) -> None:
    buffer = io.BufferedReader(io.BytesIO(data.encode()))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(buffer))
    found = drafts("-")
    assert [draft.title for draft in found] == titles
    assert {draft.path for draft in found} == {"-"}


# sources.toml


def test_what_a_person_states_wins(tmp_path: Path) -> None:
    write(
        tmp_path / "sources.toml",
        '["x.md"]\nid = "one"\nlang = "cs-CZ"\nsource = "Stated"\ntitle = "Said"\n'
        'date = 2025-08-14\nurl = "https://x.test"\nnote = "for people"\n',
    )
    text = f"---\ntitle: T\nlang: de\nsource: S\ndate: 2020\nurl: u\n---\n{LEAD}"
    (draft,) = drafts(write(tmp_path / "x.md", text), source="Given")
    assert (draft.id, draft.lang, draft.source, draft.title) == ("one", "cs", "Stated", "Said")
    assert (draft.date, draft.date_from, draft.url) == ("2025-08-14", "markup", "https://x.test")
    assert drafts(write(tmp_path / "y.txt"))[0].source is None


def test_a_file_of_many_articles_shares_only_what_can_be_shared(tmp_path: Path) -> None:
    write(tmp_path / "sources.toml", '["x.jsonl"]\nid = "one"\ntitle = "T"\nsource = "S"\n')
    found = drafts(write(tmp_path / "x.jsonl", '{"text": "a"}\n{"text": "b"}'))
    assert [(draft.id, draft.title, draft.source) for draft in found] == [
        (None, "a", "S"), (None, "b", "S"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("toml", "why"),
    [
        ("broken", "not TOML"),
        ('"x.txt" = 5', "not a table"),
        ('["x.txt"]\nlang = "english"', "english"),
        ('["x.txt"]\ndate = "soon"', "soon"),
        ('["x.txt"]\nid = 5', "'id'"),
    ],
)
def test_a_broken_sources_file_is_named_once_and_the_articles_taken(
    tmp_path: Path, toml: str, why: str
) -> None:
    write(tmp_path / "sources.toml", toml)
    paths = [write(tmp_path / "x.txt"), write(tmp_path / "y.txt")]
    stated = SourcesFiles()
    found = [item for path in paths for item in read(path, source=None, lang=None, stated=stated)]
    errors = [item for item in found if isinstance(item, InputError)]
    assert len(errors) == 1
    assert "sources.toml" in errors[0].where
    assert why in errors[0].why
    assert len(found) == 3
