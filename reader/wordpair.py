"""Words of several languages on one line, `uk: чип, мікрочип = de: Chip`. Pure."""

import re
from collections.abc import Mapping, Sequence

from reader.printable import printable

_SIDE = re.compile(r"\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\s*:(.*)")


def written_pair(words: Mapping[str, str | Sequence[str]]) -> str:
    """The line for words by language code."""
    sides = (
        f"{lang}: {said if isinstance(said, str) else ', '.join(said)}"
        for lang, said in words.items()
    )
    return " = ".join(map(printable, sides))


def read_pair(line: str) -> dict[str, list[str]]:
    """Words by language code; less than two languages where the line says no pair."""
    found: dict[str, list[str]] = {}
    for side in line.split(" = "):
        match = _SIDE.fullmatch(side)
        words = [each.strip() for each in match[2].split(",")] if match else []
        if match is None or not any(words):
            return {}
        found.setdefault(match[1].lower(), []).extend(filter(None, words))
    return found
