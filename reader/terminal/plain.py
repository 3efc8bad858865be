"""Text without colours, for who asked for none (no-color.org).

Textual draws in shades of grey then; here not one colour is sent, and what tells things
apart is what a theme of few colours uses too: bold, dim, underlined, reversed, a mark.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

_STYLE: Final = re.compile(r"\x1b\[([0-9;]*)m")

#: SGR parameters (ECMA-48, xterm) that take a colour from those that follow: how many
#: follow `5` (a number of the palette) and `2` (red, green, blue).
_FOLLOWED: Final = frozenset({"38", "48", "58"})
_TAKEN: Final = {"5": 2, "2": 4}

#: Parameters that are a colour by themselves, or set one back.
_COLOUR: Final = re.compile(r"(?:[349][0-7]|10[0-7]|[345]9)")


def is_wanted(environ: Mapping[str, str]) -> bool:
    """Whether the reader wants no colours: a `NO_COLOR` that is not empty."""
    return bool(environ.get("NO_COLOR"))


def colourless(data: str) -> str:
    """What is written, without its colours."""
    return _STYLE.sub(lambda found: _without(found[1]), data)


@lru_cache(maxsize=256)
def _without(parameters: str) -> str:
    """A style without its colours; nothing where nothing is left of it."""
    kept = ";".join(_other_than_colours(parameters.split(";")))
    return f"\x1b[{kept}m" if kept or not parameters else ""


def _other_than_colours(parameters: list[str]) -> Iterator[str]:
    waiting = iter(parameters)
    for each in waiting:
        if each in _FOLLOWED:
            for _ in range(_TAKEN.get(next(waiting, ""), 1) - 1):
                next(waiting, None)
        elif not _COLOUR.fullmatch(each):
            yield each
