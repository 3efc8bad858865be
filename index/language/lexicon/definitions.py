"""The text of a dictionary's entry -> its words and their translations.

FreeDict's databases have a line of headwords, then the translations in the first line
behind it and in those that begin with a number; what else there is (definitions,
synonyms, examples, notes) stands in lines of its own. Mueller's dictionary is running
text with numbered senses. In both, what stands in brackets or begins with `_` is said
of a word and is none.
"""

import re
from collections.abc import Callable, Iterator

Parser = Callable[[str], Iterator[tuple[str, tuple[str, ...]]]]

#: Longer expressions are explanations, or not to be found word by word.
_MOST_WORDS = 3

#: Translations of one entry; what comes later is far-fetched.
_MOST = 8

#: Pronunciation, grammar and whatever else follows the headwords in their line.
_BEHIND_HEADWORDS = re.compile(r"[/<\[{(]")

#: `1.`, `II.`, alone or before a part of speech: the line of a sense.
_NUMBERED = re.compile(r"^[ \t]{0,3}(?:\d+|[IVX]+)\.[ \t].*", re.MULTILINE)

#: What is said of a word; `2.` at the end of a line says that another sense shares it.
_REMARKS = re.compile(r"\([^)]*\)|\[[^\]]*\]|<[^>]*>|\{[^}]*\}|\s\d+\.\s*$|^\s*(?:\d+|[IVX]+)\.\s")

#: Senses of Mueller's entries: `_I`, `1.`, `2)`, `а)`.
_SENSES = re.compile(r"\s(?:_[IVX]+\s|\d+[.)]|[а-е]\))")

_LABELS = re.compile(r"_\w+\.?|\b[а-я]+\.-[а-я]+\.?")

#: Words that stand for others (`etw.`, `sb.'s`) are written with a full stop.
_PLACEHOLDER = re.compile(r"^(?:\w{1,4}\.(?:/\w{1,4}\.)?(?:'s)?|to|sich|się|…)$")

_BARE_PLACEHOLDERS = frozenset({"to", "sich", "się"})

#: What remarks are made of, with numbers at the beginning or the end.
_REMARKED = re.compile(r"[(\[<{]|\d\.|^\s*[IVX]+\.")

#: A plural or the like that has an entry, and one under its lemma, too: as a rule half of
#: what is said twice. Lemmas are what a lexicon is asked for.
_INFLECTED, _REFERENCE = "<pl>", " see: {"

_SEPARATED = re.compile("[,;]")

_LATIN = re.compile(r"[A-Za-z]")

#: A word: letters with hyphens, apostrophes and digits inside.
_WORD = re.compile(r"\w[\w'’\-]*")


def parser(title: str) -> Parser:
    """What reads the entries of a database.

    Args:
        title: the database's own.
    """
    return _prose if "mueller" in title.lower() else _lines


def _lines(definition: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The entry of a definition in lines, for each of its headwords."""
    head, _, body = definition.partition("\n")
    if _INFLECTED in head and _REFERENCE in body:
        return
    behind = _BEHIND_HEADWORDS.search(head)
    headwords = _words(head if behind is None else head[: behind.start()])
    if not any(" " not in headword for headword in headwords):
        return
    first, _, rest = body.partition("\n")
    translations = _words(first, *_NUMBERED.findall(rest))
    if translations:
        for headword in headwords:
            yield headword, translations


def _prose(definition: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The entry of a definition in running text, likewise."""
    head, _, body = definition.partition("\n")
    headwords = _words(head)
    text = _REMARKS.sub("", _LABELS.sub("", " ".join(body.split())))
    chunks = (chunk for sense in _SENSES.split(text) for chunk in _SEPARATED.split(sense))
    # Examples begin in the language of the headword.
    translations = _words(*(chunk for chunk in chunks if not _LATIN.search(chunk)))
    if translations:
        for headword in headwords:
            yield headword, translations


def _words(*texts: str) -> tuple[str, ...]:
    """The words and short expressions in texts, in order, each once."""
    found: dict[str, None] = {}
    for text in texts:
        bare = _REMARKS.sub("", text) if _REMARKED.search(text) else text
        for chunk in _SEPARATED.split(bare):
            if word := _word(chunk):
                found[word] = None
    return tuple(found)[:_MOST]


def _word(chunk: str) -> str:
    """An expression without placeholders, empty when it is none to look for."""
    # Most are one word; what is asked first here saves half of the time.
    chunk = chunk.strip()
    if chunk.isalpha():
        return chunk if chunk not in _BARE_PLACEHOLDERS else ""
    words = [word for word in chunk.split() if not _PLACEHOLDER.match(word)]
    if len(words) > _MOST_WORDS or not all(map(_WORD.fullmatch, words)):
        return ""
    return " ".join(words)
