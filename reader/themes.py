"""The colours of the screen: two themes of many colours, two of the terminal's own sixteen.

Nothing else in Python names a colour: panes use the variables of the theme.
"""

from typing import Final

from textual.theme import Theme

_CURSOR: Final = {
    "block-cursor-text-style": "none",
    "input-cursor-text-style": "reverse",
}

#: Themes by the names that `config.toml` and the palette know.
THEMES: Final = (
    Theme(
        name="hexapla-dark",
        dark=True,
        primary="#8ab4d8",
        secondary="#9aa5b1",
        accent="#e8b85c",
        warning="#d9a441",
        error="#e07a6f",
        success="#7fb88a",
        foreground="#d6d6d0",
        background="#16181c",
        surface="#1d2025",
        panel="#24282e",
        variables=_CURSOR,
    ),
    Theme(
        name="hexapla-light",
        dark=False,
        primary="#22577a",
        secondary="#5c6670",
        accent="#9a4f00",
        warning="#a86a00",
        error="#a3302a",
        success="#2f6f42",
        foreground="#23262a",
        background="#fbfaf6",
        surface="#f2f0ea",
        panel="#e8e5dc",
        variables=_CURSOR,
    ),
    Theme(
        name="hexapla-ansi-dark",
        ansi=True,
        dark=True,
        primary="ansi_bright_blue",
        secondary="ansi_cyan",
        accent="ansi_bright_yellow",
        warning="ansi_yellow",
        error="ansi_bright_red",
        success="ansi_green",
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        variables={"ansi-background": "ansi_black", "ansi-foreground": "ansi_white", **_CURSOR},
    ),
    Theme(
        name="hexapla-ansi-light",
        ansi=True,
        dark=False,
        primary="ansi_blue",
        secondary="ansi_cyan",
        accent="ansi_red",
        warning="ansi_magenta",
        error="ansi_red",
        success="ansi_green",
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        variables={"ansi-background": "ansi_white", "ansi-foreground": "ansi_black", **_CURSOR},
    ),
)

#: Their names; the first is what the reader gets who says nothing.
NAMES: Final = tuple(theme.name for theme in THEMES)

_SIXTEEN: Final = {"hexapla-dark": "hexapla-ansi-dark", "hexapla-light": "hexapla-ansi-light"}


def of_few_colours(name: str) -> str:
    """The theme that stands for a theme of many colours where there are few, or bytes are dear."""
    return _SIXTEEN.get(name, name)
