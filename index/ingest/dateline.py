"""The day that an article says it is of, in its own words: a line of its head, or its dateline.

What is in the middle of prose is what the article tells of, not when it was written; nothing
of it is ever taken. So only two places count, and each must look like one:

- a short line above the prose that says when, and at most who and where:
  `Thursday, 14 August 2025, 10:32`, `Zveřejněno 14. 8. 2025`, `Jane Roe | Aug 14, 2025`;
- the beginning of the first paragraph of prose up to its dash: `KYIV, 14 серпня 2025
  (Укрінформ) –`.

A day without its year is none, nor is a weekday; one that contradicts its weekday is none
either.
"""

import datetime as dt
import re
from collections.abc import Sequence

from index.model import Passage

#: Lines of the head that are looked at; below are teasers and what others wrote.
_HEAD = 8

#: Characters of a line that says when; a longer one is prose.
_LONGEST = 100

#: Words of each piece of such a line beside the date: a name, a place, a section.
_MOST_WORDS = 4

#: Characters of a dateline up to its dash: a place or two, the date, an agency.
_DATELINE = 90

_YEAR_ANYWHERE = re.compile(r"\d{4}")

#: What ISO 8601 has between a date and a time.
_ISO_TIME = re.compile(r"(?<=\d)T(?=\d\d:)")

#: What parts a line of the head into pieces.
_SEPARATOR = re.compile(r"\s*[|·•;/—–]\s*|\s+-\s+|,\s+|\s{2,}|\t")

#: A time of day, with its zone.
_TIME = re.compile(
    r"\b(?:[01]?\d|2[0-3])[:.h][0-5]\d(?::[0-5]\d)?\s?"
    r"(?:[ap]\.?m\.?|uhr|hod\.?|wib|wita|wit|gmt|utc|c?est?|[+-]\d\d:?\d\d|год\.?|h)?(?=\W|$)",
    re.IGNORECASE,
)

#: What a line says before the date: that it is published, updated, or of that day.
_LABELS = frozenset(
    """
    published posted updated modified created date dated on at last issued release
    publikováno zveřejněno vydáno aktualizováno datum dne v ve poslední úprava
    veröffentlicht aktualisiert erschienen stand datum am um vom den der uhr zuletzt
    опубліковано оновлено дата о об від року рік р
    опубликовано обновлено дата в от года г
    diterbitkan dipublikasikan diperbarui tanggal pada terbit tayang pukul
    opublikowano zaktualizowano data dnia o godz roku r publikacja aktualizacja
    publié mis à jour le modifié paru date du
    publicado actualizado fecha el del a las publicada atualizado em às data
    pubblicato aggiornato il alle data ore
    gepubliceerd bijgewerkt op om datum
    publicerad uppdaterad den kl datum
    yayınlanma yayın güncelleme tarihi tarih saat
    uverejnené publikované aktualizované dňa dátum
    """.split()  # noqa: SIM905 - a list of so many words could not be read
)

#: Letters that could be a weekday or a label stuck to its colon.
_WORD = re.compile(r"[^\W\d_]+")

_PLACE = r"[^\W\d_](?:[^\W_]|['’.\-])*"
#: With these begins a sentence that goes on with a comma, a date and a dash.
_NO_PLACES = frozenset(
    """
    in on at since until when born im am seit wenn v ve u na od dne у в о від с en em à le el
    di pada sejak w we od te om i den til på
    """.split()  # noqa: SIM905 - as above
)

#: The beginning of a dateline: places in capitals or with a comma behind, nothing else.
_BEFORE = re.compile(
    rf"(?:(?P<places>{_PLACE}(?:[ /]{_PLACE}){{0,3}}(?:, {_PLACE})?)(?P<comma>,)? )?$"
)
#: What follows the date of a dateline: an agency in parentheses, and the dash or colon.
_AFTER = re.compile(
    r"[.,]?\s?(?:р\.|г\.|року|года|r\.)?,?\s?(?:\([^()]{2,40}\)|/[^/]{2,20}/)?\s?(?:[–—−:]|--?)(?=\s)"
)


def stated_day(passages: Sequence[Passage], lang: str) -> dt.date | None:
    """The day an article says it is of, None when it does not say or says several.

    Args:
        passages: of the article, in order.
        lang: its language.
    """
    lead = next((at for at, p in enumerate(passages) if _is_prose(p)), len(passages))
    head = [p.text for p in passages[: min(lead, _HEAD)] if p.kind != "title"]
    days = {day for text in head if (day := _of_line(text, lang)) is not None}
    if not days and lead < len(passages):
        dateline = _of_dateline(passages[lead].text, lang)
        days = set() if dateline is None else {dateline}
    return days.pop() if len(days) == 1 else None


def _is_place(text: str) -> bool:
    """Whether it may be a place and not the beginning of a sentence."""
    return text[0].isupper() and text.split(maxsplit=1)[0].casefold() not in _NO_PLACES


def _is_prose(passage: Passage) -> bool:
    return passage.kind == "body" and len(passage.text) > _LONGEST


def _of_line(text: str, lang: str) -> dt.date | None:
    """The day of a line that says when and little else."""
    if len(text) > _LONGEST or not _YEAR_ANYWHERE.search(text):
        return None
    text = _ISO_TIME.sub(" ", text)
    from index.language.calendar import stated, weekdays  # noqa: PLC0415 - Babel, for these few

    found = stated(text, lang)
    if len(found) != 1:
        return None
    (date,) = found
    pieces = _SEPARATOR.split(_TIME.sub(" ", f"{text[: date.start]} | {text[date.end :]}"))
    for piece in pieces:
        words = [word.casefold() for word in _WORD.findall(piece)]
        named = weekdays(" ".join(words), lang)
        if any(number != date.day.weekday() for number in named.values()):
            return None
        said = [word for word in words if word not in _LABELS and word not in named]
        # A piece of the line is a name; a sentence is longer or ends as one.
        if len(said) > _MOST_WORDS or piece.rstrip().endswith(("!", "?")):
            return None
        # What stands right beside the date without a separator is told of it: `until 14 May`.
    beside = _beside(text, date.start, date.end)
    known = _LABELS | weekdays(" ".join(beside), lang).keys()
    return date.day if all(word in known for word in beside) else None


def _beside(text: str, start: int, end: int) -> list[str]:
    """The words of the piece of a line in which the date stands, without the date."""
    before = _SEPARATOR.split(_TIME.sub(" ", text[:start]))[-1]
    after = _SEPARATOR.split(_TIME.sub(" ", text[end:]))[0]
    return [word.casefold() for word in _WORD.findall(f"{before} {after}")]


def _of_dateline(text: str, lang: str) -> dt.date | None:
    """The day at the beginning of a paragraph, before a dash."""
    beginning = text[:_DATELINE]
    if not _YEAR_ANYWHERE.search(beginning):
        return None
    from index.language.calendar import stated  # noqa: PLC0415 - see above

    found = stated(beginning, lang)
    if not found or not _AFTER.match(text, found[0].end):
        return None
    before = _BEFORE.match(text[: found[0].start])
    if before is None:
        return None
    places = before["places"] or ""
    # `Am 14. August 2025 –` is a sentence; a place is in capitals or has a comma.
    if places and not (places.isupper() or (before["comma"] and _is_place(places))):
        return None
    return found[0].day
