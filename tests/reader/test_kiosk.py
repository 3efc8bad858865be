"""What of the other end a kiosk lets in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import kiosk
from reader.kiosk import NotAllowed


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", []),
        ("hexapla", []),
        ("search čip --lang cs", ["search", "čip", "--lang", "cs"]),
        ("hexapla export --format tmx tag:chips", ["export", "--format", "tmx", "tag:chips"]),
        ("search -- --output", ["search", "--", "--output"]),
    ],
)
def test_what_may_be_asked(line: str, words: list[str]) -> None:
    assert kiosk.asked({"SSH_ORIGINAL_COMMAND": line}) == words


@pytest.mark.parametrize(
    "line",
    [
        "sh",
        "scp -t .",
        "/usr/lib/openssh/sftp-server",
        "add x",
        "highlight seed-000 --passage 1",
        "search x --queries /etc/passwd",
        "export --output=x",
        "--archive / search x",
        "hexapla hexapla search",
        "search 'x",
    ],
)
def test_what_may_not_is_named(line: str) -> None:
    with pytest.raises(NotAllowed):
        kiosk.asked({"SSH_ORIGINAL_COMMAND": line})


def test_the_environment_is_what_terminals_need() -> None:
    assert kiosk.environment(
        {
            "HOME": "/home/reader",
            "TERM": "xterm-256color",
            "LANG": "uk_UA.UTF-8",
            "LC_ALL": "../../x",
            "LC_TIME": "C/../..",
            "TEXTUAL_DRIVER": "os:system",
            "PYTHONPATH": "/x",
            "XDG_DATA_HOME": "/x",
            "HEXAPLA_ARCHIVE": "/x",
            "EDITOR": "vi",
            "LD_PRELOAD": "/x.so",
        }
    ) == {"HOME": "/home/reader", "TERM": "xterm-256color", "LANG": "uk_UA.UTF-8"}


@given(st.text(max_size=80))
def test_a_reader_s_name_is_always_a_folder_of_its_own(name: str) -> None:
    try:
        kept = kiosk.user_name(name)
    except NotAllowed:
        return
    assert "/" not in kept
    assert not kept.startswith(".")
    assert kept.isprintable()


@pytest.mark.parametrize(
    "line",
    [
        "search; sh",
        "search;sh",
        "sh;search",
        "$(sh)",
        "`sh`",
        "\nsh",
        "search\x00 --output",
        "search x --archive=/",
        "search x --archive /",
        "search 'x' \"--archive\" /",
        "search x --arch''ive /",
        "search x \\-\\-archive /",
        "search x\n--archive\n/",
        "export --template=/etc/passwd",
        "export --output x -- y",
        "hexapla --kiosk",
        "hexapla  --user boris search x",
        "highlights --notebook x",
        pytest.param("search " + "x" * 4_000, id="long"),
        pytest.param("x" * 3_999, id="long name"),
        pytest.param("'" * 3_999, id="quotes"),
    ],
)
def test_what_would_lead_out_is_refused_whatever_its_quotes(line: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        kiosk.asked({"SSH_ORIGINAL_COMMAND": line})
    assert len(str(refused.value)) < 300, "a line of the reader's own terminal"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("search x; sh", ["search", "x;", "sh"]),
        ("search $(sh) `sh` ${IFS}", ["search", "$(sh)", "`sh`", "${IFS}"]),
        (
            "search x > /tmp/y < z | w & v",
            ["search", "x", ">", "/tmp/y", "<", "z", "|", "w", "&", "v"],
        ),
        ("search x\nsh", ["search", "x", "sh"]),
        ("search *", ["search", "*"]),
        ("search ~/x", ["search", "~/x"]),
    ],
)
def test_what_a_shell_would_obey_is_words(line: str, words: list[str]) -> None:
    assert kiosk.asked({"SSH_ORIGINAL_COMMAND": line}) == words


@given(
    st.lists(
        st.sampled_from(
            [
                *("search", "export", "add", "sh", "x", ";", "$(x)", "'", '"', "\\", "\n"),
                *("--", "=", "--output", "--archive=x", "--out", "--lang", "--template"),
                *("-", "--user"),
            ]
        )
    ),
    st.sampled_from(["", " "]),
)
def test_no_line_gets_through_but_a_command_without_files(parts: list[str], gap: str) -> None:
    try:
        words = kiosk.asked({"SSH_ORIGINAL_COMMAND": gap.join(parts)})
    except NotAllowed:
        return
    assert not words or words[0] in kiosk.COMMANDS
    before = words[: words.index("--")] if "--" in words else words
    for word in before:
        # With more letters behind it, it is no option but a word of the query.
        assert word.partition("=")[0] not in {
            *("--output", "--archive", "--template", "--user", "--notebook", "--queries"),
        }
