"""What a query word was taken for, as one short line: `čip → čipu · chip · чип · …`."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.model import Expansion


def expanded(expansion: Expansion, most: int) -> str:
    """The word and its first forms, `""` when it stands for nothing but itself.

    Languages take turns, so that a short line names them all, those in another alphabet
    first: they tell most. Within one the order is the expansion's; a spelling comes once.

    Args:
        expansion: a word's.
        most: how many forms to name.
    """
    typed = expansion.word.casefold()
    languages = defaultdict[str, list[str]](list)
    for form in expansion.forms:
        if form.text.casefold() != typed:
            languages[form.lang].append(form.text)
    alphabet = _alphabet(expansion.word)
    order = sorted(languages.values(), key=lambda found: _alphabet(found[0]) == alphabet)
    turns = chain.from_iterable(zip_longest(*order))
    forms = [form for form in dict.fromkeys(turns) if form is not None]
    if not forms:
        return ""
    named = [*forms[:most], "…"] if len(forms) > most else forms
    return f"{expansion.word} → {' · '.join(named)}"


def _alphabet(text: str) -> str:
    """What Unicode's name of the first letter begins with: LATIN, CYRILLIC ..."""
    return unicodedata.name(text[0], "").partition(" ")[0] if text else ""
