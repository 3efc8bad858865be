"""What `hexapla search` says of words, and the searches it keeps."""

from pathlib import Path

import pytest

from reader.cli import main

Capture = pytest.CaptureFixture[str]


def run(capsys: Capture, *words: str) -> tuple[int, str, str]:
    code = main(words)
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_nothing_found_says_which_word_and_the_nearest(capsys: Capture) -> None:
    code, out, err = run(capsys, "search", "hauwei")
    assert (code, out) == (1, "")
    assert 'nothing found: "hauwei" is in no article; did you mean huawei' in err
    code, out, err = run(capsys, "search", "chip", "hauwei")
    assert code == 0
    assert err.startswith('hexapla: "hauwei" is in no article')
    assert run(capsys, "search", "xqzwq")[2] == 'hexapla: nothing found: "xqzwq" is in no article\n'
    assert run(capsys, "search", '"chip modelu"')[2] == "hexapla: nothing found\n"


def test_a_search_is_kept_by_name(capsys: Capture) -> None:
    assert run(capsys, "search", "--saved")[:2] == (1, "")
    assert run(capsys, "search", "--save", "chips", "chip", "NEAR/3", "Huawei")[0] == 0
    assert run(capsys, "search", "--saved")[:2] == (0, "@chips  chip NEAR/3 Huawei\n")
    assert (
        run(capsys, "search", "@chips", "--json")[1]
        == (run(capsys, "search", "chip NEAR/3 Huawei", "--json")[1])
    )
    assert run(capsys, "search", "--forget", "chips")[0] == 0
    assert run(capsys, "search", "--forget", "chips")[0] != 0


@pytest.mark.parametrize(
    "words", [("--save", "a"), ("--save", "a b", "x"), ("--saved", "x"), ("--forget", "a", "x")]
)
def test_what_cannot_be_kept_is_usage(capsys: Capture, words: tuple[str, ...]) -> None:
    assert run(capsys, "search", *words)[0] == 2


def test_a_query_is_explained(capsys: Capture) -> None:
    code, out, _ = run(
        capsys, "search", "--explain", "--lang", "cs", "--since", "2025-05", "čip", "-huawei"
    )
    assert code == 0
    lines = out.splitlines()
    assert lines[:4] == ["Articles", "  in Czech", "  from May 1, 2025 on", "  with «čip»"]
    assert "  without «huawei»" in lines


@pytest.mark.parametrize("day", ["last week", "last-week", "3m", "August 2025", "srpen 2025"])
def test_days_are_said_in_words(capsys: Capture, monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    monkeypatch.setenv("LANG", "cs_CZ.UTF-8")
    _, explained, _ = run(capsys, "search", "--explain", f'date:"{day}.."', "čip")
    assert run(capsys, "search", "--explain", "--since", day, "čip")[1] == explained
    _, explained, _ = run(capsys, "search", "--explain", f'date:"..{day}"', "čip")
    assert run(capsys, "search", "--explain", "--until", day, "čip")[1] == explained


def test_what_is_highlighted_is_found(capsys: Capture, tmp_path: Path) -> None:
    assert run(capsys, "search", "is:highlighted")[0] == 1
    assert run(capsys, "highlight", "seed-003", "--passage", "1", "--tag", "x")[0] == 0
    for query in ("is:highlighted", "tag:x"):
        assert "1 article\n" in run(capsys, "search", query)[1]
    assert "4 articles\n" in run(capsys, "search", "-is:highlighted")[1]
