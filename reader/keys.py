"""Keys: the same physical ones under other keyboard layouts, and how they are written.

Keys are commands by place, not by letter, wherever text is not typed: `о` of ЙЦУКЕН
stands for `j`. Only letters are translated: punctuation means itself in some layout or
other.
"""

_LATIN = "qwertyuiopasdfghjklzxcvbnm"
_LAYOUTS = (
    # Russian: ЙЦУКЕН
    "йцукенгшщзфывапролдячсмить",
    # Ukrainian: і for ы; the rest is the same
    "йцукенгшщзфівапролдячсмить",
    # Greek; its q key types a semicolon
    ";ςερτυθιοπασδφγηξκλζχψωβνμ",
)

_TABLE = {
    other: latin
    for layout in _LAYOUTS
    for latin, other in zip(_LATIN, layout, strict=True)
    if other.isalpha()
}
_TABLE |= {other.upper(): latin.upper() for other, latin in _TABLE.items() if other != "ς"}


def latin_key(key: str) -> str:
    """The key of a Latin layout in the same place.

    Args:
        key: as Textual names it: a letter, or modifiers and a letter (`ctrl+о`).

    Returns:
        The Latin letter with the same modifiers; the key itself when it is no letter
        of another layout.
    """
    modifiers, plus, letter = key.rpartition("+")
    return f"{modifiers}{plus}{_TABLE.get(letter, letter)}"


_NAMES = {
    "slash": "/",
    "question_mark": "?",
    "equals_sign": "=",
    "colon": ":",
    "asterisk": "*",
    "at": "@",
    "space": "Space",
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "pageup": "PageUp",
    "pagedown": "PageDown",
    "home": "Home",
    "end": "End",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}


def key_text(keys: str) -> str:
    """Keys as people write them: `ctrl+d,pagedown` is `Ctrl-D PageDown`.

    Args:
        keys: names separated by commas, as in a binding or in `config.toml`.
    """
    return " ".join(_one(key.strip()) for key in keys.split(",") if key.strip())


def _one(key: str) -> str:
    *modifiers, letter = key.split("+")
    name = _NAMES.get(letter, letter.upper() if modifiers and len(letter) == 1 else letter)
    return "-".join((*(modifier.capitalize() for modifier in modifiers), name))
