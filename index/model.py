"""The types that cross borders: frozen, slotted, and importing nothing of ours.

Offsets are Unicode code points, half open (`text[start:end]`). Dates are ISO 8601
strings, languages BCP 47 codes, `und` when unknown.
"""

from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import Literal

PassageKind = Literal["title", "heading", "body", "boilerplate"]
DateOrigin = Literal["markup", "text", "file"]
Sort = Literal["relevance", "date"]
FactKind = Literal["name", "number", "date", "place"]
Field = Literal["title", "body"]


class Occur(Enum):
    """Whether a clause must, should or must not match (Lucene's BooleanClause.Occur).

    A document that lacks a SHOULD clause is a partial match; one that lacks a MUST
    clause, or has a MUST_NOT one, is none.
    """

    MUST = "+"
    SHOULD = ""
    MUST_NOT = "-"


class Via(StrEnum):
    """How a form of a text came to stand for a query word, the strongest first.

    The order is that of the tiers in which a word is expanded; a hit's `via` is
    the strongest of its spans'.
    """

    EXACT = "exact"
    FORM = "form"
    STEM = "stem"
    PART = "part"
    FOLD = "fold"
    SCRIPT = "script"
    GLOSSARY = "glossary"
    NAME = "name"
    LEXICON = "lexicon"
    DICTIONARY = "dictionary"
    LEARNED = "learned"

    @property
    def rank(self) -> int:
        """0 for the strongest, growing with distance from what was typed."""
        return _RANKS[self]


_RANKS = {via: rank for rank, via in enumerate(Via)}


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of an article. `n` counts all passages of a revision from 1."""

    n: int
    kind: PassageKind
    text: str

    @property
    def is_content(self) -> bool:
        """Whether the passage is searched, counted and aligned: all but boilerplate."""
        return self.kind != "boilerplate"


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """What lists show of an article: everything but its passages.

    `title_derived` says that the title was made from the lead because the text has
    none; `date_from` where the date was read; `revision` is the hash of this state
    of the text (see `index.ingest.intake.revision_of`); `gone` says that it is no longer there
    where it was read from.
    """

    id: str
    title: str
    title_derived: bool
    lang: str
    source: str | None
    date: str | None
    date_from: DateOrigin | None
    url: str | None
    revision: str
    gone: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Article(ArticleSummary):
    """One revision of an article, whole."""

    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Offsets of a matching word in a passage's text, and how it was found."""

    start: int
    end: int
    via: Via


@dataclass(frozen=True, slots=True)
class MatchingPassage:
    """A passage that matches a query, with its spans in reading order."""

    n: int
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that matches: `passages` are all that match, best first.

    `missing` lists the query words the article lacks; it is empty for a full match.
    """

    id: str
    title: str
    lang: str
    source: str | None
    date: str | None
    score: float
    via: Via
    missing: tuple[str, ...]
    passages: tuple[MatchingPassage, ...]


@dataclass(frozen=True, slots=True)
class ExpandedForm:
    """A form of the archive that a query word stands for."""

    text: str
    lang: str
    via: Via


@dataclass(frozen=True, slots=True)
class Expansion:
    """A query word and its forms, the strongest first, then the most frequent."""

    word: str
    forms: tuple[ExpandedForm, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to a query.

    `total` counts the articles that have every word, `partial` those that lack
    some. `languages` and `sources` count the full matches, or the partial ones
    where there is no full one; articles of unknown source are under `""`.
    """

    query: str
    total: int
    partial: int
    languages: dict[str, int]
    sources: dict[str, int]
    expansion: tuple[Expansion, ...]
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an archive has come: another one after every change of an article.

    Both count up: `change` with everything that is added, changed or removed, `article`
    with what is added.
    """

    change: int
    article: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """A query word that no article has in any form, and the nearest forms, likeliest first."""

    word: str
    nearest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What else could be typed: what completes the last word, and the words that failed."""

    completions: tuple[str, ...]
    unknown: tuple[Unknown, ...]


@dataclass(frozen=True, slots=True)
class SourceCount:
    """A source with the number of its articles; `name` is None for unknown."""

    name: str | None
    articles: int


@dataclass(frozen=True, slots=True)
class LanguageCount:
    """A language with the number of its articles."""

    code: str
    articles: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two passages of two articles that say the same.

    `left` and `right` are their `n`; `score` is how likely they do, from 0 to 1; `shared`
    lists the names, numbers and words by which they agree as they stand in the left
    passage and, where it is written otherwise, in the right one, the weightiest first.
    """

    left: int
    right: int
    score: float
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """Articles on one event, in any languages.

    Attributes:
        id: its first article's; that of any other of its articles stands for it too.
        title: of its first article that has one.
        languages: codes, the most frequent first.
        sources: names of the known ones.
        articles: ids, in the order of adding.
        related: ids of stories on other events of the same people or things, the
            nearest first.
        shared: what makes it one: the numbers, names and words that most of its articles
            have, each in all its spellings, ` / ` between them; as tokens are written.
    """

    id: str
    title: str
    languages: tuple[str, ...]
    sources: tuple[str, ...]
    articles: tuple[str, ...]
    related: tuple[str, ...]
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """Where an article says a fact: its own word for it, and the passages' `n`."""

    article: str
    text: str
    passages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that can be said or left out.

    Attributes:
        kind: what it is.
        text: what most call it, uninflected where a dictionary has it.
        mentions: the articles that say it.
        code: of a country (ISO 3166), else `""`.
    """

    kind: FactKind
    text: str
    mentions: tuple[Mention, ...]
    code: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What each article of a story says and leaves out: those most tell of stand first."""

    story: str
    articles: tuple[str, ...]
    facts: tuple[Fact, ...]

    def only_in(self, article: str) -> tuple[Fact, ...]:
        """The facts that one article alone has."""
        return tuple(
            fact for fact in self.facts if [one.article for one in fact.mentions] == [article]
        )


@dataclass(frozen=True, slots=True)
class Meaning:
    """A word of the reader's language, and which layer of the lexicon gives it."""

    text: str
    via: Via


@dataclass(frozen=True, slots=True)
class Gloss:
    """What a word of a text means.

    Attributes:
        word: as it stands there.
        lang: of the text.
        lemmas: the dictionary forms that it may belong to.
        into: the language of the meanings.
        meanings: the usual ones first; empty when no layer knows the word.
    """

    word: str
    lang: str
    lemmas: tuple[str, ...]
    into: str
    meanings: tuple[Meaning, ...]
