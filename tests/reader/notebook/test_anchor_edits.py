"""Highlights in articles that are edited at random: found again, and never elsewhere.

Every letter keeps its name through the edits, so that the truth is known: where those
letters of the quote are that are left.
"""

import random
import re
from collections.abc import Callable
from difflib import SequenceMatcher
from functools import cache

import pytest

from index import Article, Passage
from index.sample import open_sample
from reader.notebook.anchor import resolve
from reader.notebook.highlight import Highlight, quoted

#: A letter and its name: its passage and offset in the article as it was; None if new.
_Letter = tuple[str, tuple[int, int] | None]
_Text = list[_Letter]

#: Letters that a place may have too many or too few at an end: the word that was edited.
_WORD = 16

_NEW_WORDS = ("baru", "нове", "zcela", "gestern", "Reuters", "2026", "—")
_TYPOGRAPHY = {'"': "“", "'": "’", "-": "–", " ": "\u00a0", "“": '"', "”": '"', "’": "'", "–": "-"}


def typography(text: _Text, chance: random.Random) -> _Text:
    """Marks and spaces of another kind, some or all of them."""
    often = chance.choice((0.3, 1.0))
    return [
        (_TYPOGRAPHY[c], name) if c in _TYPOGRAPHY and chance.random() < often else (c, name)
        for c, name in text
    ]


def white_space(text: _Text, chance: random.Random) -> _Text:
    """Some spaces doubled or made line ends."""
    found: _Text = []
    for c, name in text:
        found.append((chance.choice((" ", "\n")) if c == " " else c, name))
        if c == " " and chance.random() < 0.1:
            found.append((" ", None))
    return found


def _words(text: _Text) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"\S+", "".join(c for c, _ in text))]


def word(text: _Text, chance: random.Random) -> _Text:
    """A word replaced, taken out or put in."""
    spans = _words(text)
    if len(spans) < 4:
        return text
    start, end = chance.choice(spans)
    new: _Text = [(c, None) for c in chance.choice(_NEW_WORDS)]
    match chance.randrange(3):
        case 0:
            return [*text[:start], *new, *text[end:]]
        case 1:
            return [*text[:start], *text[end + 1 :]]
        case _:
            return [*text[:start], *new, (" ", None), *text[start:]]


def letter(text: _Text, chance: random.Random) -> _Text:
    """A misprint put right, or made."""
    at = chance.randrange(len(text))
    return [*text[:at], (chance.choice("aeioтов"), None), *text[at + 1 :]]


def more(text: _Text, chance: random.Random) -> _Text:
    """A sentence before or behind."""
    new: _Text = [(c, None) for c in " ".join(chance.choices(_NEW_WORDS, k=8))]
    return [*text, (" ", None), *new] if chance.random() < 0.5 else [*new, (" ", None), *text]


_EDITS: tuple[Callable[[_Text, random.Random], _Text], ...] = (
    typography,
    white_space,
    word,
    word,
    letter,
    more,
)


@cache
def _articles() -> tuple[Article, ...]:
    import tempfile  # noqa: PLC0415 - once
    from pathlib import Path  # noqa: PLC0415

    with open_sample(Path(tempfile.mkdtemp())) as archive:
        return tuple(archive.get(each.id) for each in archive.articles())


@cache
def _has_twin(article: Article, n: int) -> bool:
    """Whether another passage says nearly the same: a title is often said again."""
    words = next(p.text for p in article.passages if p.n == n).casefold().split()
    for other in article.passages:
        matcher = SequenceMatcher(None, words, other.text.casefold().split(), autojunk=False)
        if other.n != n and sum(b.size for b in matcher.get_matching_blocks()) > 0.5 * len(words):
            return True
    return False


def _kept(article: Article, chance: random.Random, *, twins: bool) -> Highlight:
    """A whole passage, several words of one, or one to three words."""
    passage = chance.choice(
        [
            p
            for p in article.passages
            if p.is_content and len(p.text) > 60 and (twins or not _has_twin(article, p.n))
        ]
    )
    words = [match.span() for match in re.finditer(r"\S+", passage.text)]
    kind = chance.randrange(5)
    if kind < 2:
        return quoted(article, passage, 0, len(passage.text))
    most = len(words) if kind < 4 else 3
    first = chance.randrange(len(words))
    last = min(first + chance.randint(1, most), len(words)) - 1
    return quoted(article, passage, words[first][0], words[last][1])


def _edited(article: Article, chance: random.Random) -> list[_Text]:
    texts: list[_Text] = [[(c, (p.n, at)) for at, c in enumerate(p.text)] for p in article.passages]
    for _ in range(chance.randint(1, 3)):
        edit = chance.choice(_EDITS)
        # An editor changes passages here and there; a program that tidies, all of them.
        everywhere = edit in (typography, white_space)
        texts = [edit(t, chance) if everywhere or chance.random() < 0.5 else t for t in texts]
    if chance.random() < 0.2:
        texts.insert(chance.randrange(len(texts)), texts.pop(chance.randrange(len(texts))))
    if chance.random() < 0.5:
        new: _Text = [(c, None) for c in "Diperbarui oleh redaksi."]
        texts.insert(chance.randrange(len(texts) + 1), new)
    return texts


def _verdict(kept: Highlight, texts: list[_Text], earlier: Article | None = None) -> str:
    passages = tuple(
        Passage(n, "body", "".join(c for c, _ in text)) for n, text in enumerate(texts, 1)
    )
    article = Article(
        kept.article, "T", False, kept.lang, None, None, None, None, "other", passages
    )
    found = resolve(kept, article, earlier)
    if found.state == "orphan":
        return "orphan"
    names = [name for _, name in texts[found.passage - 1]]
    own = _indistinguishable(kept, texts, earlier)
    ours = [
        at
        for at, name in enumerate(names)
        if name and name[0] in own and kept.start <= name[1] < kept.end
    ]
    if not ours:
        return "wrong"
    near = abs(found.start - ours[0]) <= _WORD and abs(found.end - ours[-1] - 1) <= _WORD
    inside = sum(found.start <= at < found.end for at in ours) / len(ours)
    return "found" if near and inside >= 0.5 else "wrong"


def _indistinguishable(kept: Highlight, texts: list[_Text], earlier: Article | None) -> set[int]:
    """The passages of which nobody can say whether they changed places: letter by letter
    the same, before and after."""
    told = {next((name[0] for _, name in text if name), 0): text for text in texts}
    new = {n: "".join(c for c, _ in text) for n, text in told.items()}
    old = {p.n: p.text for p in earlier.passages} if earlier else {}
    own = kept.passage
    alike = {n for n in old if old[n] == old[own] and new.get(n) == new.get(own)}
    return alike | {own}


def _run(seed: int, edits: int, *, twins: bool, has_earlier: bool = False) -> dict[str, int]:
    chance = random.Random(seed)
    verdicts = {"found": 0, "orphan": 0, "wrong": 0}
    for _ in range(edits):
        article = chance.choice(_articles())
        kept = _kept(article, chance, twins=twins)
        edited = _edited(article, chance)
        verdicts[_verdict(kept, edited, article if has_earlier else None)] += 1
    return verdicts


runs = pytest.mark.parametrize(
    ("seed", "edits"), [(1, 100), pytest.param(2, 2000, marks=pytest.mark.slow)]
)


@runs
def test_edited_articles_keep_their_highlights_and_no_place_is_wrong(seed: int, edits: int) -> None:
    verdicts = _run(seed, edits, twins=False)
    assert verdicts["wrong"] == 0, verdicts
    assert verdicts["found"] >= 0.95 * edits, verdicts


@runs
def test_where_an_article_says_things_twice_hardly_a_place_is_wrong(seed: int, edits: int) -> None:
    verdicts = _run(seed, edits, twins=True)
    # Two passages of the same words that have changed places: nobody can tell them apart.
    assert verdicts["wrong"] <= 0.002 * edits, verdicts
    assert verdicts["found"] >= 0.85 * edits, verdicts


@runs
def test_with_the_text_it_was_made_on_no_place_is_wrong_and_few_are_lost(
    seed: int, edits: int
) -> None:
    verdicts = _run(seed, edits, twins=True, has_earlier=True)
    assert verdicts["wrong"] == 0, verdicts
    assert verdicts["found"] >= 0.97 * edits, verdicts
