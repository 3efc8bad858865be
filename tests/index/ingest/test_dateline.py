"""The day an article says it is of: what counts, and above all what does not."""

import datetime as dt

import pytest

from index.ingest.dateline import stated_day
from index.model import Passage

DAY = dt.date(2025, 8, 14)
PROSE = "Something happened, and then it went on for longer than a line of a head ever does. " * 3


def of_head(*lines: str, lang: str) -> dt.date | None:
    texts = ["A title", *lines, PROSE]
    return stated_day(
        [Passage(n, "body" if n > 1 else "title", text) for n, text in enumerate(texts, 1)], lang
    )


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "Thursday, 14 August 2025, 10:32"),
        ("en", "Published: August 14, 2025"),
        ("en", "By Jane Roe, Aug 14, 2025 10:32 a.m."),
        ("en", "2025-08-14T10:32:00+02:00"),
        ("cs", "Zveřejněno 14. 8. 2025"),
        ("cs", "čtvrtek 14. srpna 2025"),
        ("cs", "Jan Novák • 14. srpna 2025 v 10:32"),
        ("uk", "14 серпня 2025 року, 10:32"),
        ("uk", "Київ, 14 серпня 2025"),
        ("id", "Kamis, 14 Agustus 2025 10:32 WIB"),
        ("de", "Stand: 14.08.2025, 10:32 Uhr"),
        ("fr", "Publié le 14 août 2025 à 10h32"),
        ("es", "14 de agosto de 2025"),
        ("pl", "14 sierpnia 2025 r."),
        ("ru", "14 августа 2025 г. 10:32"),
        ("it", "Pubblicato il 14 agosto 2025"),
        ("nl", "donderdag 14 augustus 2025"),
        ("sv", "Publicerad 14 augusti 2025"),
        ("tr", "14 Ağustos 2025 Perşembe"),
        ("ja", "2025年8月14日"),
        ("ar", "١٤ أغسطس ٢٠٢٥"),
    ],
)
def test_a_line_of_the_head_says_when(lang: str, line: str) -> None:
    assert of_head(line, lang=lang) == DAY


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "Weather until 14 August 2025"),
        ("en", "The conference of 14 August 2025 was cancelled"),
        ("en", "Friday, 14 August 2025"),  # it was a Thursday
        ("en", "Founded on 1 May 2020 and closed on 14 August 2025"),
        ("en", "Tickets for 14 August 2025"),
        ("en", "See also: Raid of 14 August 2025"),
        ("en", "14 August"),
        ("en", "Thursday"),
        ("cs", "Od narození 14. srpna 2025"),
        ("uk", "Прогноз погоди на 14 серпня 2025"),
        ("de", "Was am 14. August 2025 geschah"),
        ("id", "Kronologi kejadian 14 Agustus 2025"),
    ],
)
def test_a_line_that_tells_of_a_day_does_not(lang: str, line: str) -> None:
    assert of_head(line, lang=lang) is None


def test_several_days_are_none() -> None:
    assert of_head("14 August 2025", "15 August 2025", lang="en") is None
    assert of_head("14 August 2025", "Thursday, 14 August 2025", lang="en") == DAY


@pytest.mark.parametrize(
    ("lang", "beginning"),
    [
        ("en", "KYIV, 14 August 2025 (Reuters) – "),
        ("en", "14 August 2025 - "),
        ("uk", "КИЇВ, 14 серпня 2025 (Укрінформ) – "),
        ("cs", "PRAHA 14. srpna 2025 (ČTK) - "),
        ("id", "Jakarta, 14 Agustus 2025 — "),
        ("de", "BERLIN, 14. August 2025 – "),
        ("fr", "Paris, 14 août 2025 (AFP) - "),
        ("ru", "Москва, 14 августа 2025 г. – "),
        ("pl", "Warszawa, 14 sierpnia 2025 r. – "),
    ],
)
def test_a_dateline_says_when(lang: str, beginning: str) -> None:
    assert stated_day([Passage(1, "body", beginning + PROSE)], lang) == DAY


@pytest.mark.parametrize(
    ("lang", "beginning"),
    [
        ("en", "On 14 August 2025 – a Thursday – "),
        ("en", "In Kyiv, 14 August 2025 - "),
        ("en", "14 August 2025 was a day that "),
        ("en", "The raid of 14 August 2025 - the "),
        ("de", "Am 14. August 2025 – einem Donnerstag – "),
        ("cs", "Dne 14. srpna 2025 – "),
        ("uk", "14 серпня 2025 року компанія – "),
        ("en", "It all began long ago. On 14 August 2025 "),
    ],
)
def test_a_sentence_with_a_day_does_not(lang: str, beginning: str) -> None:
    assert stated_day([Passage(1, "body", beginning + PROSE)], lang) is None
