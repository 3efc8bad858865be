"""argparse with one-line errors, the nearest option for a mistyped one, and query words."""

import argparse
from collections.abc import Sequence
from typing import Any, NoReturn


class HelpWanted(Exception):
    """`--help` was asked for; the text is the argument."""


class Parser(argparse.ArgumentParser):
    """A parser that raises instead of printing and leaving.

    Options are never abbreviated, so that a new one cannot change what an old command
    line means.
    """

    def __init__(self, prog: str, description: str, **keywords: Any) -> None:
        # Before `super`, which adds `--help`.
        self.actions: list[argparse.Action] = []
        super().__init__(prog=prog, description=description, allow_abbrev=False, **keywords)

    def add_argument(self, *names: Any, **keywords: Any) -> argparse.Action:
        """As argparse does, and remember the action."""
        action = super().add_argument(*names, **keywords)
        self.actions.append(action)
        return action

    def error(self, message: str) -> NoReturn:
        """Raise `UsageError` with argparse's message."""
        # Imported when it happens: see `reader.cli`.
        from reader.cli._errors import UsageError

        raise UsageError(f"{message} (see {self.prog} --help)")

    def print_help(self, file: object = None) -> NoReturn:
        """Raise `HelpWanted`: argparse would not notice that it cannot be written."""
        raise HelpWanted(self.format_help())

    def parse(self, words: Sequence[str]) -> argparse.Namespace:
        """Parse all of the words.

        Raises:
            UsageError: they are not what this parser takes.
            HelpWanted: `--help` is among them.
        """
        arguments, unknown = self.parse_known_args(words)
        if unknown:
            self.refuse(unknown[0])
        return arguments

    def refuse(self, word: str) -> NoReturn:
        """Raise `UsageError` for a word too many, naming the nearest option."""
        from reader.nearest import nearest

        if not word.startswith("-"):
            self.error(f"what is {word!r} for?")
        self.error(f"no option {word.partition('=')[0]}{nearest(word, self.options())}")

    def options(self) -> list[str]:
        """All option strings."""
        return [option for action in self.actions for option in action.option_strings]

    def takes_value(self, word: str) -> bool | None:
        """Whether an option wants the next word as its value; None if it is no option."""
        name, equals, _ = word.partition("=")
        for action in self.actions:
            if name in action.option_strings:
                return not equals and action.nargs != 0
        return None


def leading_options(parser: Parser, words: Sequence[str]) -> int:
    """How many words at the beginning are options and their values."""
    at = 0
    while at < len(words) and words[at].startswith("-") and words[at] not in ("-", "--"):
        at += 2 if parser.takes_value(words[at]) else 1
    return min(at, len(words))


def split_query(parser: Parser, words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Part the options from the query, wherever they stand.

    A word is an option only if it is one of the parser's, whole or with `=VALUE`;
    anything else is the query's, `-huawei` too. After `--` all is the query's.
    """
    options: list[str] = []
    query: list[str] = []
    at = 0
    while at < len(words):
        if words[at] == "--":
            query += words[at + 1 :]
            break
        wants = parser.takes_value(words[at]) if words[at].startswith("-") else None
        taken = words[at : at + (2 if wants else 1)]
        (query if wants is None else options).extend(taken)
        at += len(taken)
    return options, query
