"""A query in words: what it asks for, a line each. Pure."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from index.model import Expansion, Occur, Via
from index.search.explain import Explanation
from index.search.query import Alternative, Condition, Kept, Near, Query, Word
from reader.i18n import N_, _, date_text, language_name, ngettext

#: Forms of a word that are named for each way in which they are found.
_FORMS = 8

_WAYS: Mapping[Via, str] = {
    Via.EXACT: N_("as typed"),
    Via.FORM: N_("other forms"),
    Via.STEM: N_("words of one stem"),
    Via.PART: N_("in compounds"),
    Via.FOLD: N_("other spellings"),
    Via.SCRIPT: N_("in other scripts, by sound"),
    Via.NAME: N_("names in other languages"),
    Via.LEXICON: N_("translations, by the lexicon"),
    Via.DICTIONARY: N_("translations, by the dictionary"),
    Via.LEARNED: N_("translations, learned from the archive"),
    Via.GLOSSARY: N_("translations, by your glossary"),
}

_STATES = {
    ("read", False): N_("that you have read"),
    ("read", True): N_("that you have not read"),
    ("starred", False): N_("that you starred"),
    ("starred", True): N_("that you did not star"),
    ("highlighted", False): N_("in which you highlighted something"),
    ("highlighted", True): N_("in which you highlighted nothing"),
}


def way(via: Via) -> str:
    """How a form was found, in the reader's language."""
    return _(_WAYS[via])


def explained(
    explanation: Explanation,
    *,
    languages: Iterable[str] = (),
    sources: Iterable[str] = (),
    forms: bool = True,
) -> Iterator[str]:
    """The lines, in the reader's language; those that begin with spaces say more.

    Args:
        explanation: of the query.
        languages: codes of the only languages that are searched beside what it says.
        sources: names of such sources, `""` for unknown.
        forms: whether to say what the words stand for.
    """
    query = explanation.query
    yield _("Articles")
    yield from (f"  {line}" for line in _restrictions(explanation, languages, sources))
    for condition in query.conditions:
        yield f"  {_condition(condition)}"
        for alternative in condition.any_of if forms else ():
            yield from _forms(alternative, explanation.expansions)
    wanted = [each for each in query.conditions if each.occur is Occur.SHOULD]
    if len(wanted) > 1:
        yield _("Those that have all of them come first, then those that lack some.")
    if query.ignored:
        yield _("Not understood, and passed over: {words}").format(words=" ".join(query.ignored))


def _restrictions(
    explanation: Explanation, languages: Iterable[str], sources: Iterable[str]
) -> Iterator[str]:
    query = explanation.query
    for codes in (query.languages, languages):
        if codes:
            yield _("in {languages}").format(languages=_any(map(language_name, sorted(codes))))
    if query.without_languages:
        names = _any(map(language_name, sorted(query.without_languages)))
        yield _("not in {languages}").format(languages=names)
    for found, typed in ((explanation.sources, query.sources), (sources, ())):
        if found or typed:
            yield _("from {sources}").format(sources=_any(map(_source, found or sorted(typed))))
    if query.without_sources:
        names = _any(map(_source, explanation.without_sources or sorted(query.without_sources)))
        yield _("not from {sources}").format(sources=names)
    yield from _days(query)
    yield from map(_kept, query.kept)


def _days(query: Query) -> Iterator[str]:
    if query.since is not None or query.until is not None:
        yield _period(query.since, query.until)
    for since, until in query.without_days:
        # i18n: {period} is "from 1 May to 2 May"
        yield _("but not those {period}").format(period=_period(since, until))


def _period(since: int | None, until: int | None) -> str:
    first, last = _day(since), _day(until)
    if first is None or last is None:
        if first is None:
            return _("up to {day}").format(day=last)
        return _("from {day} on").format(day=first)
    if first == last:
        return _("of {day}").format(day=first)
    return _("from {first} to {last}").format(first=first, last=last)


def _day(ordinal: int | None) -> str | None:
    """A day in the reader's language; None for none, and for the ends of time."""
    ends = (None, dt.date.min.toordinal(), dt.date.max.toordinal())
    if ordinal in ends or ordinal is None:
        return None
    return date_text(dt.date.fromordinal(ordinal).isoformat())


def _kept(kept: Kept) -> str:
    if kept.field == "is":
        return _(_STATES[kept.value, kept.refused])
    said = _("that you did not tag {tag}") if kept.refused else _("that you tagged {tag}")
    return said.format(tag=_quoted(kept.value))


def _condition(condition: Condition) -> str:
    what = _any(map(_alternative, condition.any_of))
    if condition.field == "title":
        # i18n: {what} is one or more words that are searched for
        what = _("{what} in the title").format(what=what)
    match condition.occur:
        case Occur.MUST_NOT:
            return _("without {what}").format(what=what)
        case Occur.MUST:
            return _("always with {what}").format(what=what)
        case _:
            return _("with {what}").format(what=what)


def _alternative(alternative: Alternative) -> str:
    if isinstance(alternative, Word):
        return _word(alternative)
    between = alternative.between if isinstance(alternative, Near) else alternative.slop
    words = ngettext("at most {n} word between", "at most {n} words between", between)
    apart = words.format(n=between)
    if isinstance(alternative, Near):
        # i18n: words that stand near each other
        parts = _(" near ").join(map(_alternative, alternative.parts))
        return f"{parts} ({apart})"
    # Each word of a phrase can have signs of its own when it was written with a hyphen.
    phrase = _quoted(alternative.text)
    if not alternative.slop:
        return phrase
    order = _("in this order")
    return f"{phrase} ({order}, {apart})"


def _word(word: Word) -> str:
    quoted = _quoted(word.text)
    if word.exact:
        return _("{word} exactly as typed").format(word=quoted)
    if word.prefix:
        return _("what begins with {word}").format(word=quoted)
    if word.slips:
        slips = ngettext("{n} letter may differ", "{n} letters may differ", word.slips)
        return f"{quoted} ({slips.format(n=word.slips)})"
    return quoted


def _forms(alternative: Alternative, expansions: Mapping[Word, Expansion]) -> Iterator[str]:
    """What each word of an alternative stands for in the archive."""
    words = (alternative,) if isinstance(alternative, Word) else alternative.words
    for word in words:
        several = not isinstance(alternative, Word)
        indent = "      " if several else "    "
        if several:
            yield f"    {_quoted(word.text)}"
        forms = expansions[word].forms
        if not forms:
            yield indent + _("no article has it")
        for via, found in groupby(forms, key=lambda form: form.via):
            texts = list(dict.fromkeys(form.text for form in found))
            rest = ["…"] if len(texts) > _FORMS else []
            yield f"{indent}{way(via)}: {', '.join(texts[:_FORMS] + rest)}"


def _source(name: str) -> str:
    return name or _("unknown source")


def _quoted(text: str) -> str:
    return f"«{text}»"


def _any(texts: Iterable[str]) -> str:
    # i18n: one or other
    return _(" or ").join(texts)
