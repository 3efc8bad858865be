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
