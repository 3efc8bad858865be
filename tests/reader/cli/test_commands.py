"""The subcommands on the bundled sample, by `main`: what they print and return."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from index import plugins
from reader import __version__
from reader.cli import main

_ROOT = Path(__file__).parents[3]

Capture = pytest.CaptureFixture[str]


def _json(capsys: Capture, *words: str, code: int = 0) -> Any:
    assert main(words) == code
    printed = capsys.readouterr().out
    assert printed.count("\n") == 1
    return json.loads(printed)


def test_the_version_is_that_of_the_distribution(capsys: Capture) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"hexapla {__version__}\n"
    assert f'\nversion = "{__version__}"\n' in (_ROOT / "pyproject.toml").read_text("utf-8")


def test_help_lists_every_command(capsys: Capture) -> None:
    assert main(["--help"]) == 0
    printed = capsys.readouterr().out
    for name in plugins.names("reader.cli"):
        assert f"\n  {name} " in printed


@pytest.mark.parametrize("name", plugins.names("reader.cli"))
def test_every_command_is_called_like_its_file_and_has_help(name: str, capsys: Capture) -> None:
    assert plugins.load("reader.cli", name, "COMMAND").name == name
    assert main([name, "--help"]) == 0
    assert capsys.readouterr().out.startswith(f"usage: hexapla {name} ")


def test_list_has_the_keys_of_the_contract_in_order(capsys: Capture) -> None:
    found = _json(capsys, "list", "--json")
    assert list(found) == ["schema", "articles"]
    assert found["schema"] == 1
    assert len(found["articles"]) == 5
    keys = [
        "id",
        "title",
        "title_derived",
        "lang",
        "source",
        "date",
        "date_from",
        "url",
        "revision",
        "gone",
    ]
    assert all(list(article) == keys for article in found["articles"])


def test_list_prints_a_line_an_article(capsys: Capture) -> None:
    assert main(["list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 5
    assert sorted(line.split()[0] for line in lines) == [f"seed-00{n}" for n in range(5)]


def test_list_filters(capsys: Capture) -> None:
    found = _json(capsys, "list", "--json", "--lang", "ID", "--lang", "cs")
    assert sorted(article["lang"] for article in found["articles"]) == ["cs", "id", "id"]
    found = _json(capsys, "list", "--json", "--source", "double.news")
    assert [article["id"] for article in found["articles"]] == ["seed-002"]
    assert _json(capsys, "list", "--json", "--source", "x", code=1)["articles"] == []


def test_a_mistyped_source_is_told(capsys: Capture) -> None:
    assert main(["list", "--source", "doublenews"]) == 1
    assert "did you mean double.news?" in capsys.readouterr().err


def test_show_has_the_keys_of_the_contract_in_order(capsys: Capture) -> None:
    found = _json(capsys, "show", "seed-003", "--json")
    assert list(found)[:2] == ["schema", "id"]
    assert list(found)[-1] == "passages"
    assert [passage["n"] for passage in found["passages"]] == list(
        range(1, len(found["passages"]) + 1)
    )
    assert all(list(passage) == ["n", "kind", "text"] for passage in found["passages"])


def test_show_numbers_the_passages(capsys: Capture) -> None:
    assert main(["show", "seed-002"]) == 0
    printed = capsys.readouterr().out
    assert "double.news · uk" in printed
    assert "\n[1 title] " in printed
    assert " boilerplate] " in printed


def test_search_has_the_keys_of_the_contract_in_order(capsys: Capture) -> None:
    found = _json(capsys, "search", "--json", "čip")
    keys = ["schema", "query", "total", "partial", "languages", "sources", "expansion", "hits"]
    assert list(found) == keys
    assert found["query"] == "čip"
    hit = found["hits"][0]
    assert list(hit) == [
        "id",
        "title",
        "lang",
        "source",
        "date",
        "score",
        "via",
        "missing",
        "passages",
    ]
    passage = hit["passages"][0]
    assert list(passage) == ["n", "text", "spans"]
    for start, end, via in passage["spans"]:
        assert passage["text"][start:end]
        assert isinstance(via, str)
    assert {form["lang"] for word in found["expansion"] for form in word["forms"]} >= {"cs", "uk"}


def test_search_prints_what_it_read_and_found(capsys: Capture) -> None:
    assert main(["search", "čip"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("čip → ")
    assert "чип" in printed.splitlines()[0]
    assert "1. " in printed
    assert "double.news · uk · seed-002" in printed
    assert "\x1b" not in printed


def test_search_says_what_a_partial_match_lacks(capsys: Capture) -> None:
    assert main(["search", "huawei", "zzzunknown"]) == 0
    printed = capsys.readouterr().out
    assert "lacks: zzzunknown" in printed


def test_words_that_begin_with_a_dash_exclude(capsys: Capture) -> None:
    everything = _json(capsys, "search", "--json", "huawei")
    some = _json(capsys, "search", "huawei", "-double", "-ukrajina", "--json")
    assert some["query"] == "huawei -double -ukrajina"
    assert some["total"] <= everything["total"]


def test_after_the_double_dash_all_are_query_words(capsys: Capture) -> None:
    assert main(["search", "--", "--json"]) in (0, 1)
    captured = capsys.readouterr()
    assert not captured.out.startswith("{")


def test_a_mistyped_option_is_told_when_nothing_is_found(capsys: Capture) -> None:
    assert main(["search", "zzzunknown", "--jsno"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "did you mean --json?" in captured.err


def test_nothing_found_is_json_too(capsys: Capture) -> None:
    found = _json(capsys, "search", "--json", "zzzunknown", code=1)
    assert (found["total"], found["partial"], found["hits"]) == (0, 0, [])


def test_queries_of_a_file_have_an_answer_a_line(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "queries").write_text("čip\nzzzunknown\n\nHuawei", encoding="utf-8")
    assert main(["search", "--queries", str(tmp_path / "queries")]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["query"] for answer in answers] == ["čip", "zzzunknown", "", "Huawei"]
    assert [answer["total"] > 0 for answer in answers] == [True, False, True, True]


def test_a_limit_keeps_the_totals(capsys: Capture) -> None:
    found = _json(capsys, "search", "--json", "--limit", "1", "huawei")
    assert len(found["hits"]) == 1
    assert found["total"] == 5


def test_the_first_add_starts_an_archive_without_the_sample(account: Path, capsys: Capture) -> None:
    seeds = _ROOT / "seeds"
    assert main(["add", str(seeds)]) == 0
    assert capsys.readouterr().out == "5 added, 0 changed, 0 unchanged, 0 not taken\n"
    assert (account / ".local/share/hexapla/archive/articles.sqlite").is_file()
    assert main(["add", str(seeds)]) == 0
    assert capsys.readouterr().out == "0 added, 0 changed, 5 unchanged, 0 not taken\n"


def test_add_makes_a_named_archive_and_tells_in_json(tmp_path: Path, capsys: Capture) -> None:
    shutil.copytree(_ROOT / "seeds", tmp_path / "news")
    words = ["--archive", str(tmp_path / "archive"), "add", "--json", str(tmp_path / "news")]
    found = _json(capsys, *words)
    assert list(found) == ["schema", "added", "changed", "unchanged", "renamed", "errors"]
    assert len(found["added"]) == 5
    assert len(_json(capsys, *words[:2], "list", "--json")["articles"]) == 5


def test_a_failed_first_add_leaves_an_empty_folder_empty(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    assert main(["--archive", str(tmp_path / "archive"), "add", str(tmp_path / "none")]) == 5
    assert list((tmp_path / "archive").iterdir()) == []


def test_language_and_source_can_be_given(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "a.txt").write_text("Title\n\nSome words about chips.\n", encoding="utf-8")
    archive = ["--archive", str(tmp_path / "archive")]
    words = ["add", "--lang", "SR", "--source", "Wire", str(tmp_path / "a.txt")]
    assert main([*archive, *words]) == 0
    capsys.readouterr()
    (article,) = _json(capsys, *archive, "list", "--json")["articles"]
    assert (article["lang"], article["source"]) == ("sr", "Wire")


def test_reindex_counts(tmp_path: Path, capsys: Capture) -> None:
    archive = ["--archive", str(tmp_path / "archive")]
    main([*archive, "add", str(_ROOT / "seeds")])
    capsys.readouterr()
    assert main([*archive, "reindex"]) == 0
    assert capsys.readouterr().out == "5 articles indexed\n"


def test_highlights_are_kept_and_listed(capsys: Capture) -> None:
    assert main(["highlights"]) == 1
    kept = _json(
        capsys, "highlight", "seed-000", "--quote", "chip  Huawei\nAscend", "--note", "n", "--json"
    )
    assert kept["quote"] == "chip Huawei Ascend"
    assert list(kept)[:3] == ["schema", "id", "archive"]
    (listed,) = _json(capsys, "highlights", "--json")["highlights"]
    assert listed == {key: value for key, value in kept.items() if key != "schema"}
    assert main(["highlights"]) == 0
    assert "note: n" in capsys.readouterr().out


def test_a_whole_passage_is_kept(capsys: Capture) -> None:
    passages = _json(capsys, "show", "seed-001", "--json")["passages"]
    kept = _json(capsys, "highlight", "seed-001", "--passage", "2", "--tag", "a", "--json")
    assert kept["quote"] == passages[1]["text"]
    assert kept["tags"] == ["a"]


def test_a_passage_and_its_counterparts_are_one_entry(capsys: Capture) -> None:
    words = ["highlight", "seed-002", "--passage", "3", "--note", "n", "--pair", "seed-003:3"]
    kept = _json(capsys, *words, "--pair", "seed-004:2", "--json")
    found = _json(capsys, "highlights", "--json")["highlights"]
    assert [each["article"] for each in found] == ["seed-002", "seed-003", "seed-004"]
    assert kept["pair"] == [each["id"] for each in found[1:]]
    assert [each["note"] for each in found] == ["n", "", ""]
    assert main(["highlights"]) == 0
    printed = capsys.readouterr().out
    assert printed.count("   paired with\n") == 2
    assert "\n\n" not in printed


@pytest.mark.parametrize("place", ["seed-002", "seed-002:x", ":3", "seed-002:0"])
def test_a_pair_that_is_no_place_is_told(place: str, capsys: Capture) -> None:
    assert main(["highlight", "seed-000", "--passage", "2", "--pair", place]) == 2
    assert "--pair" in capsys.readouterr().err


@pytest.mark.parametrize("place", ["seed-009:2", "seed-002:99"])
def test_a_pair_that_is_not_there_keeps_nothing(place: str, capsys: Capture) -> None:
    assert main(["highlight", "seed-000", "--passage", "2", "--pair", place]) == 1
    assert main(["highlights"]) == 1
    assert place.partition(":")[0] in capsys.readouterr().err


@pytest.mark.parametrize("name", plugins.names("reader.export"))
def test_every_format_is_exported_with_and_without_highlights(
    name: str, tmp_path: Path, capsys: Capture
) -> None:
    assert main(["export", "--format", name]) == 0
    captured = capsys.readouterr()
    assert captured.err.startswith("hexapla: no highlights")
    main(["highlight", "seed-002", "--passage", "2", "--pair", "seed-003:2"])
    capsys.readouterr()
    assert main(["export", "--format", name]) == 0
    printed = capsys.readouterr().out
    assert "double.news" in printed
    file = tmp_path / "out"
    assert main(["export", "--format", name, "--output", str(file)]) == 0
    assert file.read_bytes().decode("utf-8") == printed


def test_a_memory_without_pairs_is_told(capsys: Capture) -> None:
    main(["highlight", "seed-002", "--passage", "2"])
    capsys.readouterr()
    assert main(["export", "--format", "tmx"]) == 0
    captured = capsys.readouterr()
    assert captured.err == "hexapla: no paired highlights, and tmx has no others\n"
    assert "<body>\n  </body>" in captured.out


def test_a_folder_gets_a_file_an_article(tmp_path: Path, capsys: Capture) -> None:
    for place in ("seed-000", "seed-002"):
        main(["highlight", place, "--passage", "2"])
    folder = tmp_path / "new" / "vault"
    words = ["export", "--output", f"{folder}/"]
    assert main(words) == 0
    assert "2 files in" in capsys.readouterr().err
    assert sorted(path.suffix for path in folder.iterdir()) == [".md", ".md"]
    assert all(path.read_text("utf-8").startswith("# ") for path in folder.iterdir())
    assert main(["export", "--output", str(folder)]) == 74
    assert "--force" in capsys.readouterr().err
    assert main([*words, "--force"]) == 0


def test_a_template_makes_the_markdown(tmp_path: Path, capsys: Capture) -> None:
    main(["highlight", "seed-002", "--passage", "2"])
    capsys.readouterr()
    template = tmp_path / "t.md"
    template.write_text("{% for each in highlights %}{{ each.article }}{% endfor %}")
    assert main(["export", "--template", str(template)]) == 0
    assert capsys.readouterr().out == "seed-002\n"
    template.write_text("\n{{ each }}")
    assert main(["export", "--template", str(template)]) == 2
    assert f"--template {template}:2: 'each' is undefined" in capsys.readouterr().err
    assert main(["export", "--template", str(template), "--format", "json"]) == 2


def test_doctor_tells_terminal_archive_and_versions(capsys: Capture) -> None:
    found = _json(capsys, "doctor", "--json")
    assert list(found) == ["schema", "terminal", "archive", "notebook", "versions", "advice"]
    assert found["terminal"]["colours"] == "256"
    assert found["archive"]["sample"] is True
    assert found["archive"]["articles"] == 5
    assert found["versions"]["hexapla"] == __version__
    assert main(["doctor"]) == 0
    assert "TERM          xterm-256color" in capsys.readouterr().out


def test_doctor_tells_of_an_archive_that_cannot_be_read(capsys: Capture) -> None:
    found = _json(capsys, "--archive", "/dev/null/none", "doctor", "--json", code=3)
    assert "/dev/null/none" in found["archive"]["error"]
