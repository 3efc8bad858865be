"""Which paragraphs of a page are its furniture, not its article.

No page is known here: what counts is words that every site uses
(`boilerplate.toml`), where a paragraph stands, how long it is and whether it repeats
itself. A sentence of some length is never furniture, except in a list of other
articles' teasers.

Boundaries of "near": the body reaches from the first paragraph of prose to the last.
Phrases that could as well be a heading ("Sources", "Comments") count only outside it.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib import resources
from itertools import starmap, zip_longest
from operator import eq

# From this length on a paragraph is prose (in characters).
PROSE_LENGTH = 200
# A shorter one is prose when it is a sentence: it has this many words, or (in scripts
# without spaces) characters, and a full stop. Questions and exclamations are also
# headlines, so they must be longer.
_SENTENCE_WORDS = 7
_SENTENCE_LENGTH_UNSPACED = 20
_QUESTION_LENGTH = 100
# A teaser has a caption, a headline, a date and a paragraph or two before its link.
_TEASER_BLOCKS = 5
_TEASER_PROSE = 2
# Phrases of up to this many words may be headings, longer ones are not.
_WEAK_WORDS = 2
# So many networks in a row are buttons, fewer may be what an article is about.
_BUTTONS = 3
# Two halves that are the same are a doubled button from this length on; names are
# shorter ("tartar").
_DOUBLED_LENGTH = 8

_FULL_STOP = re.compile(r"[.。．｡।۔]\W*$")
_QUESTION = re.compile(r"[!?…！？؟]\W*$")
_SPACE = re.compile(r"\s+")
_EDGES = re.compile(r"^[^\w@]+|[^\w]+$")
_ADDRESS = re.compile(r"(?:https?://\S+|@\w+|[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,})")
_INITIALS = re.compile(r"\([^\W\d_]{2,5}(?:\s?/\s?[^\W\d_]{2,5})*\)\.?")
_NUMBERS = re.compile(r"\W*\d{1,4}(?:[^\w]+\d{1,4})+\W*")
# After a label: a colon, bar or arrow; or a gap before a quoted headline.
_SEPARATOR = re.compile(r"\s*[:|»>→►：]\s*|\s{2,}(?=[\"“„«‘'])")

Words = tuple[str, ...]


class Strength(Enum):
    """How sure it is that a paragraph is furniture."""

    #: Wherever it stands.
    STRONG = 1
    #: Only outside the body.
    WEAK = 2


class _PhraseSet:
    """Phrases, ready to be found in lines."""

    def __init__(self, phrases: Iterable[Words]) -> None:
        self._phrases = frozenset(phrases)
        self._longest = max(map(len, self._phrases))
        # Nearly every line fails at its first word.
        self._first_words = frozenset(phrase[0] for phrase in self._phrases)

    def __contains__(self, words: Words) -> bool:
        return words in self._phrases

    def __or__(self, other: "_PhraseSet") -> "_PhraseSet":
        return _PhraseSet(self._phrases | other._phrases)

    def makes_up(self, line: Words, *, addresses: bool = False) -> bool:
        """Whether a line is one phrase (or address) after another and nothing else."""
        if not line or not self._may_begin(line[0], addresses=addresses):
            return False
        reached = {0}
        for start in range(len(line)):
            if start not in reached:
                continue
            if addresses and _ADDRESS.fullmatch(line[start]):
                reached.add(start + 1)
            for end in range(start + 1, min(start + self._longest, len(line)) + 1):
                if line[start:end] in self._phrases:
                    reached.add(end)
        return len(line) in reached

    def _may_begin(self, word: str, *, addresses: bool) -> bool:
        return word in self._first_words or (addresses and _ADDRESS.fullmatch(word) is not None)


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The phrases of `boilerplate.toml`, and those of them that are looked for together."""

    comment: _PhraseSet
    share: _PhraseSet
    related: _PhraseSet
    more: _PhraseSet
    related_label: _PhraseSet
    credit: _PhraseSet
    networks: _PhraseSet
    joining: _PhraseSet
    byline: _PhraseSet
    links: _PhraseSet
    buttons: _PhraseSet
    credits: _PhraseSet


@cache
def _phrases() -> _Phrases:
    data = tomllib.loads(
        resources.files("index.ingest").joinpath("boilerplate.toml").read_text(encoding="utf-8")
    )
    read = {
        kind: _PhraseSet(words(phrase) for phrases in lists.values() for phrase in phrases)
        for kind, lists in data.items()
    }
    return _Phrases(
        **read,
        links=read["related"] | read["more"],
        buttons=read["comment"] | read["share"] | read["more"] | read["networks"] | read["joining"],
        credits=read["credit"] | read["joining"],
    )


def words(text: str) -> Words:
    """The words of a line, folded for comparison: no case, outer marks or numbers."""
    return tuple(_each_word(text))


def same_words(one: str, other: str) -> bool:
    """Whether two texts are the same for `words`; of most the first word tells."""
    return all(starmap(eq, zip_longest(_each_word(one), _each_word(other))))


def _each_word(text: str) -> Iterator[str]:
    stripped = (
        part if part.isalnum() else _EDGES.sub("", part) for part in text.casefold().split()
    )
    return (word for word in stripped if word and not word.isdigit())


def is_prose(text: str) -> bool:
    """Whether a paragraph is long enough, or sentence enough, to be read as prose."""
    if len(text) >= PROSE_LENGTH:
        return True
    if _QUESTION.search(text):
        return len(text) >= _QUESTION_LENGTH
    if not _FULL_STOP.search(text):
        return False
    count = len(_SPACE.split(text.strip()))
    return count >= _SENTENCE_WORDS or (
        count <= len(text) / _SENTENCE_LENGTH_UNSPACED and len(text) >= _SENTENCE_LENGTH_UNSPACED
    )


def boilerplate(texts: Sequence[str]) -> frozenset[int]:
    """The indexes of the paragraphs that are furniture, of all in reading order."""
    prose = [is_prose(text) for text in texts]
    found = _teasers(texts, prose)
    body = [index for index, is_body in enumerate(prose) if is_body and index not in found]
    first, last = (body[0], body[-1]) if body else (len(texts), -1)
    for index, text in enumerate(texts):
        strength = _strength(text, first=index == 0, outside=not first < index < last)
        if strength is Strength.STRONG or (
            strength is Strength.WEAK and not first <= index <= last
        ):
            found.add(index)
    return frozenset(found)


def _teasers(texts: Sequence[str], prose: Sequence[bool]) -> set[int]:
    """Lists of other articles: a header, then links, or teasers that end in a link."""
    found: set[int] = set()
    for index, text in enumerate(texts):
        if index == 0 or index in found or not is_related_header(text):
            continue
        end = _end_of_teasers(index, texts, prose)
        while end < len(texts) and not prose[end] and not _FULL_STOP.search(texts[end]):
            end += 1
        if _are_short_teasers(texts[end:], prose[end:], headlines=end - index - 1):
            end = len(texts)
        found.update(range(index, end))
    return found


def _are_short_teasers(texts: Sequence[str], prose: Sequence[bool], *, headlines: int) -> bool:
    """Whether an article ends in teasers of a sentence: as many headlines as sentences.

    `headlines` counts those before the first of the texts.
    """
    if any(len(text) >= PROSE_LENGTH for text in texts):
        return False
    headlines += len(prose) - sum(prose)
    return headlines >= max(2, sum(prose))


def _end_of_teasers(header: int, texts: Sequence[str], prose: Sequence[bool]) -> int:
    """The index after the last teaser that ends in "read more"."""
    end = header + 1
    for index in range(header + 1, len(texts)):
        if is_more(texts[index]):
            end = index + 1
        elif index - end >= _TEASER_BLOCKS or sum(prose[end : index + 1]) > _TEASER_PROSE:
            break
    return end


def is_related_header(text: str) -> bool:
    """Whether a line heads a list of links to other articles."""
    return len(text) < PROSE_LENGTH and _phrases().related.makes_up(words(text))


def is_more(text: str) -> bool:
    """Whether a line is the link at the end of a teaser."""
    return len(text) < PROSE_LENGTH and _phrases().more.makes_up(words(text))


def _strength(text: str, *, first: bool, outside: bool) -> Strength | None:
    """How surely a paragraph is furniture by itself; None when it is not.

    Labels and writers' names are not looked for in the first line: "Watch: ..." and
    "Von Trapp ..." are headlines there.
    """
    if len(text) >= PROSE_LENGTH:
        return None
    if _is_doubled(text):
        return Strength.STRONG
    if found := _INITIALS.fullmatch(text):
        return Strength.STRONG if "/" in found[0] else Strength.WEAK
    if _NUMBERS.fullmatch(text) or (not first and _is_byline(text)):
        return Strength.WEAK
    by_phrases = _strength_of_phrases(words(text))
    return by_phrases if by_phrases or first else _strength_of_label(text, outside=outside)


def _is_doubled(text: str) -> bool:
    """Whether a text is the same twice without a space between: a button and its label."""
    half, odd = divmod(len(text), 2)
    return not odd and half >= _DOUBLED_LENGTH and text[:half] == text[half:]


def _strength_of_phrases(line: Words) -> Strength | None:
    """A line with nothing in it but phrases of forms, buttons, links or credits."""
    known = _phrases()
    if known.links.makes_up(line):
        return Strength.STRONG
    if known.buttons.makes_up(line, addresses=True) and _is_button(line):
        return Strength.STRONG if len(line) > _WEAK_WORDS else Strength.WEAK
    if known.credits.makes_up(line) and not known.joining.makes_up(line):
        return Strength.WEAK
    return None


def _is_button(line: Words) -> bool:
    """Whether a line of buttons is more than a company's name or two."""
    known = _phrases()
    networks = sum((word,) in known.networks for word in line)
    addresses = sum(_ADDRESS.fullmatch(word) is not None for word in line)
    joining = sum((word,) in known.joining for word in line)
    if networks + addresses + joining < len(line):
        return True
    return not joining and networks > 0 and (addresses > 0 or networks >= _BUTTONS)


def _strength_of_label(text: str, *, outside: bool) -> Strength | None:
    """A line that begins with a label: "Read also: ...", "Source: ..."."""
    separator = _SEPARATOR.search(text)
    if separator is None or is_prose(text):
        return None
    known = _phrases()
    label, rest = words(text[: separator.start()]), text[separator.end() :]
    if not rest.strip() or not label:
        return None
    if label in known.related or label in known.related_label:
        return Strength.STRONG
    if known.credits.makes_up(label):
        return Strength.WEAK if outside else _strength_of_names(rest)
    return None


def _strength_of_names(text: str) -> Strength | None:
    return Strength.STRONG if _are_names(text.split()) else None


def _is_byline(text: str) -> bool:
    """Whether a line is "By Ana Novak" and nothing more."""
    if not text[:1].isupper():
        return False
    parts = text.split()
    starters = _phrases().byline
    for length in (1, 2):
        if words(" ".join(parts[:length])) in starters:
            names = parts[length:]
            return 2 <= len(names) <= 8 and _are_names(names)
    return False


def _are_names(parts: Iterable[str]) -> bool:
    """Whether all words could be names: capitals, addresses, what joins them, numbers."""
    joining = _phrases().joining
    for part in parts:
        word = _EDGES.sub("", part)
        if not word or not word[0].islower() or _ADDRESS.fullmatch(word):
            continue
        if (word,) not in joining:
            return False
    return True
