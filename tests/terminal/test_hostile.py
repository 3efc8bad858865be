"""An article that attacks the terminal: nothing of it is obeyed, anywhere."""

import json
import re
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tests.terminal.hostile import (
    ALLOWED,
    ATTACKS,
    HOSTILE,
    LONG,
    SHORT,
    SPARING,
    harmful,
    kind,
    sequences,
    strange,
)
from tests.terminal.screen import Screen

# Each runs the application or several commands on a terminal: 50 s together.
pytestmark = pytest.mark.slow


#: Seconds that a first search of a new home may take on a busy machine.
FIRST = 180


@pytest.fixture
def run(
    command: str, environment: dict[str, str], tmp_path: Path
) -> Callable[..., "subprocess.CompletedProcess[bytes]"]:
    """Run the command without a terminal, as bytes."""

    def run(*words: str | bytes) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            [command, *words],
            env=environment,
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=FIRST,
        )

    return run


Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def article(run: Run, tmp_path: Path) -> str:
    """The id of a hostile article, next to a harmless one, in the archive of `home`."""
    records = [
        {
            "id": "hostile",
            "title": f"Chip {HOSTILE}",
            "source": f"Bad {HOSTILE}",
            "url": "http://pwned.example/\x1b]0;PWNED\x07",
            "lang": "en",
            "date": "2025-08-14",
            "text": f"A chip. {HOSTILE}\n\nAnother chip {HOSTILE}.",
        },
        {"id": "harmless", "title": "Nothing", "lang": "en", "text": "A chip and a letter."},
    ]
    lines = tmp_path / "records.jsonl"
    lines.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    added = run("add", str(lines))
    assert added.returncode == 0, added.stderr
    return "hostile"


def test_a_clean_run_writes_all_that_is_allowed_and_nothing_else(
    command: str, environment: dict[str, str]
) -> None:
    with Screen([command], environment) as screen:
        screen.wait_for("ARTICLES")
        screen.type("q")
        assert screen.wait_exit() == 0
        output = bytes(screen.output)
    assert {kind(found) for found in sequences(output)} == ALLOWED
    assert strange(output) == set()


def test_the_measure_finds_every_attack() -> None:
    # Only markup is not for a terminal to obey.
    for attack in ATTACKS[:13]:
        assert strange(f"{attack}\x1b[0m".encode()), attack


@pytest.mark.usefixtures("article")
def test_on_the_screen_it_is_only_read(command: str, environment: dict[str, str]) -> None:
    with Screen([command], environment) as screen:
        screen.wait_for("ARTICLES")
        screen.type("/chip\r\r")
        screen.wait_for("passage 1 of")
        pressed = list(places(screen, "[@click=app.quit]press", "press[/]"))
        assert pressed
        for column, row in pressed:
            click(screen, column, row)
        # The list of highlights and the help, over it.
        screen.type("m")
        screen.wait_for("highlighted")
        screen.type("H")
        screen.wait_for("HIGHLIGHTS")
        screen.type("\x1b")
        screen.wait_for(lambda text: "RESULTS" in text and "HIGHLIGHTS" not in text)
        screen.type("?")
        screen.wait_for("KEYS")
        screen.type("q")
        screen.wait_for(lambda text: "RESULTS" in text and "KEYS" not in text)
        # What is typed and pasted into the box is as foreign as an article.
        screen.type(f"/\x1b[200~{HOSTILE.replace(chr(0x1B), '')}\x1b[201~\r")
        screen.wait_for("n0")
        screen.settle()
        assert screen.alive
        screen.type("\x11")  # Ctrl-Q, wherever the focus is
        assert screen.wait_exit() == 0
        output = bytes(screen.output)
    assert strange(output) == set()


def places(screen: Screen, *texts: str) -> Iterable[tuple[int, int]]:
    """Where the screen shows the texts: column and row of their ends, from 1."""
    for row, line in enumerate(screen.text.split("\n"), 1):
        for text in texts:
            if text in line:
                yield line.index(text) + len(text), row


def click(screen: Screen, column: int, row: int) -> None:
    for end in "Mm":
        screen.type(f"\x1b[<0;{column};{row}{end}")
    screen.settle(0.1)


@pytest.mark.parametrize("command_line", ["list", "show hostile", "search chip"])
@pytest.mark.usefixtures("article")
def test_on_a_terminal_commands_only_set_letters_off(
    command_line: str, command: str, environment: dict[str, str]
) -> None:
    with Screen([command, *command_line.split()], environment) as screen:
        screen.wait_exit(FIRST)
        output = bytes(screen.output)
    assert b"n16" in output
    # A first search tells how far the lexicon is, in a line that is wiped; no other does.
    wiped = {"CSI K"} if command_line.startswith("search") else set[str]()
    assert {kind(found) for found in sequences(output)} <= {"CSI m"} | wiped
    assert strange(output) <= {f"{each} " for each in wiped}


def test_into_a_pipe_nothing_harmful_goes(run: Run, article: str) -> None:
    kept = run("highlight", article, "--passage", "1", "--note", HOSTILE[:200].replace("\0", ""))
    assert kept.returncode == 0, kept.stderr
    for words in (
        ["list"],
        ["show", article],
        ["search", "chip"],
        ["highlights"],
        *(["export", "--format", name] for name in ("markdown", "text")),
        ["show", "\x1b]0;PWNED\x07"],
        ["search", "\x1b]0;PWNED\x07\u202e"],
        ["\x1b]0;PWNED\x07"],
        ["list", "--source", HOSTILE.replace("\0", "")],
    ):
        done = run(*words)
        assert done.returncode in (0, 1, 2), done.stderr
        assert harmful(done.stdout.decode("utf-8")) == set(), words
        assert harmful(done.stderr.decode("utf-8")) == set(), words
        assert done.stdout or done.stderr


def test_json_escapes_what_is_harmful(run: Run, article: str) -> None:
    assert run("highlight", article, "--passage", "1", "--note", "\x1b[5m\u202e").returncode == 0
    for words in (
        ["list", "--json"],
        ["show", article, "--json"],
        ["search", "chip", "--json"],
        ["highlights", "--json"],
        ["export", "--format", "json"],
        ["export", "--format", "jsonl"],
    ):
        done = run(*words)
        assert done.returncode == 0, done.stderr
        assert harmful(done.stdout.decode("utf-8")) == set(), words
        assert harmful(done.stderr.decode("utf-8")) == set(), words
    # Nothing that can be read is lost, whatever a markup language makes of it.
    shown = json.loads(run("show", article, "--json").stdout)
    text = " ".join(passage["text"] for passage in shown["passages"])
    for attack in ATTACKS[13:17]:
        assert attack in text


def test_names_of_files_are_foreign_too(run: Run, tmp_path: Path) -> None:
    names = ["a\x1b]0;PWNED\x07.txt", "a\u202etxt.exe", "a\n[@click=app.quit].md"]
    for name in names:
        (tmp_path / name).write_text("A chip in a file of a strange name.", "utf-8")
        (tmp_path / f"{name}.jsonl").write_text("{", "utf-8")
    added = run("add", *(name + end for name in names for end in ("", ".jsonl", ".missing")))
    assert added.returncode == 5
    for done in (added, run("list"), run("list", "--json"), run("search", "chip")):
        assert harmful(done.stdout.decode("utf-8")) == set()
        assert harmful(done.stderr.decode("utf-8")) == set()


@pytest.mark.parametrize("flags", [(), ("--low-bandwidth",)], ids=["usual", "sparing"])
@pytest.mark.usefixtures("article")
def test_what_the_reader_kept_of_it_is_only_read(
    flags: tuple[str, ...], command: str, environment: dict[str, str], run: Run, home: Path
) -> None:
    tag = SHORT.replace(",", " ")[:200]
    kept = run("highlight", "hostile", "--passage", "1", "--note", SHORT, "--tag", tag)
    assert kept.returncode == 0, kept.stderr
    with Screen([command, *flags], environment) as screen:
        screen.wait_for("ARTICLES")
        screen.type("/chip\r\r")
        screen.wait_for("passage 1 of")
        screen.type("H")
        screen.wait_for("HIGHLIGHTS")
        screen.type("t")  # a tag is completed with what is there
        screen.settle()
        screen.type(f"\x15{tag.lstrip(chr(0x1B))[:1]}")
        screen.settle()
        screen.type("\x1b")
        screen.settle()
        screen.type("\x1b")
        screen.wait_for(lambda text: "RESULTS" in text and "HIGHLIGHTS" not in text)
        # A file by a hostile name, in the box and in the message after it.
        screen.type("e")
        screen.wait_for("Export 1 highlight")
        screen.type(f"\x15\x1b[200~{home}/a\x9b31m\u202etxt [@click=app.quit]x.md\x1b[201~\r")
        screen.wait_for("written to")
        screen.type("\x11")
        assert screen.wait_exit() == 0
        output = bytes(screen.output)
    known = SPARING if flags else re.compile("")
    assert {each for each in strange(output) if not known.fullmatch(each)} == set()


@pytest.mark.usefixtures("article")
def test_exports_of_what_was_kept_hold_nothing_harmful(run: Run, tmp_path: Path) -> None:
    kept = run("highlight", "hostile", "--passage", "1", "--note", SHORT, "--tag", SHORT[:100])
    assert kept.returncode == 0, kept.stderr
    for words in (["highlights"], ["highlights", "--json"], ["doctor"], ["doctor", "--json"]):
        done = run(*words)
        assert harmful(done.stdout.decode("utf-8")) == set(), words
    for name in ("html", "csv", "org", "annotation", "readwise", "bibtex", "csl", "tmx"):
        done = run("export", "--format", name)
        assert done.returncode == 0, done.stderr
        assert harmful(done.stdout.decode("utf-8"), allowed="\r\n\t") == set(), name
        hits = run("export", "--hits", "chip", "--format", name)
        assert harmful(hits.stdout.decode("utf-8"), allowed="\r\n\t") == set(), name
        assert harmful(hits.stderr.decode("utf-8")) == set(), name
    target = tmp_path / "out\x9b31m\u202e\x1b]0;PWNED\x07.md"
    for output in (target, tmp_path / "no\x1b[31m" / "such.md"):
        done = run("export", "--format", "markdown", "--output", str(output))
        assert harmful((done.stdout + done.stderr).decode("utf-8")) == set(), output


#: Two tellings of one event: names and numbers, and attacks between them.
TOLD = (
    f"DeepSeek R2 {HOSTILE} Huawei Ascend, NVIDIA GB200, CloudMatrix 384, 2025-08-14, 671.\n\n"
    f"Chip {HOSTILE} Financial Times, Google Gemini, Anthropic Claude, 40 %, OpenAI GPT-5."
)


@pytest.fixture
def story(run: Run, home: Path, tmp_path: Path) -> None:
    """Two hostile articles that make a story, and a hostile glossary that knows `chip`."""
    records = [
        {"id": f"told-{lang}", "title": f"DeepSeek R2 {SHORT}", "lang": lang, "text": TOLD}
        for lang in ("en", "de")
    ]
    lines = tmp_path / "story.jsonl"
    lines.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    assert run("add", str(lines)).returncode == 0
    meaning = SHORT.translate(dict.fromkeys(map(ord, "\t\r\n|"), " "))[:300]
    archive = home / ".local" / "share" / "hexapla" / "archive"
    (archive / "glossary.tsv").write_text(f"en\tcs\tde\nchip\t{meaning}\t{meaning}\n", "utf-8")
    linked = run("link")
    assert linked.returncode == 0, linked.stderr


@pytest.mark.usefixtures("story")
def test_stories_coverage_and_meanings_are_only_read(
    command: str, environment: dict[str, str]
) -> None:
    screens = (("S", "STORIES"), ("C", "WHAT IS SAID"), ("W", "SEARCH chip"))
    with Screen([command], environment) as screen:
        screen.wait_for("ARTICLES")
        screen.type("/chip\r")
        screen.wait_for("RESULTS")
        screen.type("\r")
        screen.wait_for("passage 1 of")
        for key, shown in screens:
            screen.type(key)
            screen.wait_for(shown)
            screen.settle()
            screen.type(" j\x1b")
            screen.wait_for(lambda text, shown=shown: shown not in text)  # type: ignore[misc]
        screen.type("vdddd")  # what words mean, in the row for messages
        screen.settle()
        screen.type("\x11")
        assert screen.wait_exit() == 0
        output = bytes(screen.output)
    assert strange(output) == set()


@pytest.mark.usefixtures("story")
def test_commands_over_several_articles_give_nothing_harmful(run: Run) -> None:
    for words in (
        ["stories"],
        ["stories", "--json"],
        ["compare", "told-en", "told-de"],
        ["compare", "told-en", "told-de", "--json"],
        ["search", "--explain", f"chip {SHORT[:200]}"],
        ["search", "chip", "--save", "\x1b]0;PWNED\x07"],
        ["search", "@\x1b[31m"],
        ["dictionaries"],
    ):
        done = run(*words)
        assert done.stdout or done.stderr, words
        assert harmful(done.stdout.decode("utf-8")) == set(), words
        assert harmful(done.stderr.decode("utf-8")) == set(), words
    assert b"told-de" in run("stories").stdout, "there is a story to be told of"


def test_a_grapheme_of_ten_thousand_columns_stops_nothing(
    command: str, environment: dict[str, str], run: Run, tmp_path: Path
) -> None:
    (tmp_path / "long.txt").write_text(LONG, "utf-8")
    assert run("add", "long.txt").returncode == 0
    with Screen([command], environment) as screen:
        screen.wait_for("ARTICLES")
        screen.type("/chip\r\r")
        screen.wait_for("passage 1 of")
        screen.settle()
        screen.type("\x1b[6~")
        screen.settle()
        screen.type("q")
        assert screen.wait_exit() == 0
        assert strange(bytes(screen.output)) == set()
