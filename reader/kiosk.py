"""A session that can read and nothing else, for a forced command of sshd.

`command="hexapla --kiosk --user NAME",restrict,pty` in `authorized_keys`, or the same as
`ForceCommand`. What stands in that line is the administrator's; what comes from the other
end (the environment, `SSH_ORIGINAL_COMMAND`, keys) is not to be trusted.
"""

import os
import re
import shlex
import sys
from collections.abc import Mapping, MutableMapping, Sequence
from typing import Final

from index.errors import HexaplaError

#: What may be asked without a terminal: `ssh host search chip`.
COMMANDS: Final = frozenset({"search", "show", "export", "highlights"})

#: Characters of such a command: a query may be long, a novel is none.
_LONGEST: Final = 4000

#: Characters of it that a refusal repeats.
_REPEATED: Final = 60

#: Options that name files, or choose whose notebook it is.
_FORBIDDEN: Final = frozenset(
    {
        "--archive",
        "--config",
        "--dictionaries",
        "--force",
        "--glossary",
        "--kiosk",
        "--notebook",
        "--output",
        "--queries",
        "--template",
        "--user",
    }
)

#: What of the environment comes through: the terminal, the language, and what sshd says
#: itself. Everything else could name a module, a program or a file (PYTHONPATH,
#: TEXTUAL_DRIVER, EDITOR, XDG_DATA_HOME).
_HARMLESS: Final = re.compile(
    r"HOME|LOGNAME|USER|TZ|TERM|COLORTERM|NO_COLOR|LANG|LANGUAGE|LC_[A-Z]+"
    r"|SSH_(CONNECTION|CLIENT|TTY|ORIGINAL_COMMAND)|TMUX|STY"
)

#: A value of those that is one word: no path leads out of a folder of terminal
#: descriptions or catalogs.
_PLAIN: Final = re.compile(r"[\w.,:@+-]*", re.ASCII)

#: What may hold any text.
_FREE: Final = frozenset(
    {"HOME", "SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY", "SSH_ORIGINAL_COMMAND", "TMUX"}
)

_USER: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}")


class NotAllowed(HexaplaError):
    """A command or an option that a kiosk does not offer; one line names it."""


def user_name(text: str) -> str:
    """The name of a reader, which is also that of a folder.

    Raises:
        NotAllowed: it is no such name.
    """
    if not _USER.fullmatch(text):
        raise NotAllowed(f"--user {text}: letters, digits and . _ - only, 64 at most")
    return text


def environment(environ: Mapping[str, str]) -> dict[str, str]:
    """What of an environment is harmless."""
    return {
        name: value
        for name, value in environ.items()
        if _HARMLESS.fullmatch(name)
        and (name in _FREE or (_PLAIN.fullmatch(value) and ".." not in value))
    }


def isolate(words: Sequence[str], environ: MutableMapping[str, str]) -> None:
    """Go on in an isolated interpreter with a harmless environment.

    Python reads its own variables before any line of ours runs, so that only a new
    process is without them.

    Args:
        words: the command line behind the program's name.
        environ: the environment as it came; harmless afterwards.
    """
    harmless = environment(environ)
    if not sys.flags.isolated:
        os.execve(sys.executable, [sys.executable, "-I", "-m", "reader", *words], harmless)
    for name in set(environ) - set(harmless):
        del environ[name]


def asked(environ: Mapping[str, str]) -> list[str]:
    """The words of the command that the client sent, none to open the application.

    Raises:
        NotAllowed: it is not one that a kiosk offers.
    """
    line = environ.get("SSH_ORIGINAL_COMMAND", "")
    if len(line) > _LONGEST:
        raise NotAllowed(f"{_short(line)}: {_LONGEST} characters at most")
    try:
        words = shlex.split(line)
    except ValueError as error:
        raise NotAllowed(f"{_short(line)}: {error}") from error
    if words[:1] == ["hexapla"]:
        del words[0]
    if words and words[0] not in COMMANDS:
        raise NotAllowed(f"{_short(words[0])}: not here; there are {', '.join(sorted(COMMANDS))}")
    options = words[: words.index("--")] if "--" in words else words
    for word in options:
        if word.partition("=")[0] in _FORBIDDEN:
            raise NotAllowed(f"{word.partition('=')[0]}: not here")
    return words


def _short(text: str) -> str:
    return text if len(text) <= _REPEATED else f"{text[:_REPEATED]}…"
