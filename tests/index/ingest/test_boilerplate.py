import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.boilerplate import PROSE_LENGTH, boilerplate, same_words, words

LEAD = "The company said on Thursday that the new model would not be released before autumn."
MORE_PROSE = "Analysts had expected the release in May, and some of them doubt that it will come."


def kept(*between: str) -> list[str]:
    """What of some lines between two paragraphs of prose is not furniture."""
    texts = ["A headline about chips", LEAD, *between, MORE_PROSE]
    found = boilerplate(texts)
    assert not found & {0, 1, len(texts) - 1}
    return [text for index, text in enumerate(texts) if index not in found][2:-1]


def kept_after(*after: str) -> list[str]:
    """What of some lines after the last paragraph of prose is not furniture."""
    texts = ["A headline about chips", LEAD, MORE_PROSE, *after]
    found = boilerplate(texts)
    assert not found & {0, 1, 2}
    return [text for index, text in enumerate(texts) if index not in found][3:]


@pytest.mark.parametrize(
    "lines",
    [
        ("Leave a Reply", "Your email address will not be published. Required fields are marked *"),
        ("Leave a Reply Cancel reply",),
        ("Tinggalkan Balasan", "Alamat email Anda tidak akan dipublikasikan."),
        ("Залишити відповідь", "Ваша e-mail адреса не оприлюднюватиметься."),
        ("Napsat komentář", "Vaše e-mailová adresa nebude zveřejněna."),
        ("Schreiben Sie einen Kommentar", "Erforderliche Felder sind mit * markiert"),
        ("Dodaj komentarz", "Twój adres e-mail nie zostanie opublikowany."),
        ("Добавить комментарий", "Ваш адрес email не будет опубликован."),
        ("Laisser un commentaire", "Votre adresse e-mail ne sera pas publiée."),
        ("Deja una respuesta", "Tu dirección de correo electrónico no será publicada."),
        ("Lascia un commento", "I campi obbligatori sono contrassegnati *"),
        ("Deixe um comentário", "O seu endereço de e-mail não será publicado."),
        ("Geef een reactie", "Vereiste velden zijn gemarkeerd met *"),
        ("Lämna ett svar", "Obligatoriska fält är märkta *"),
        ("Bir yanıt yazın", "E-posta adresiniz yayınlanmayacak."),
        ("Comments (12)",),
        ("Share this: Facebook X WhatsApp Telegram",),
        ("Facebook", "Share", "Copy link"),
        ("Teilen", "Auf Facebook teilen"),
        ("Подписывайтесь на наш канал Telegram",),
        ("Телеграм site.newsТелеграм site.news",),
        ("Zdroj: Reuters, ČTK",),
        ("Quelle & Bilder",),
        ("Sources",),
        ("Photo: a street in Shanghai",),
        ("(asj/fay)",),
        ("By Ana Novak and Petr Malý",),
        ("Reporting by Ana Novak; Editing by Petr Malý",),
        ("Автор: Іван Франко",),
    ],
)
def test_furniture_after_an_article(lines: tuple[str, ...]) -> None:
    assert [line for line in kept_after(*lines) if line != "Facebook"] == []


@pytest.mark.parametrize(
    "line",
    [
        "READ  “Chip maker sues its rival”",
        'READ\u00a0 "Dugaan Terhadap DeepSeek"',
        "Read also: Chip maker sues its rival",
        "Baca juga: Harga chip naik lagi",
        "Читайте також: Ціна на чипи зросла",
        "Čtěte také: Cena čipů roste",
        "Lesen Sie auch: Chips werden teurer",
        "Czytaj też: Ceny chipów rosną",
        "Читать далее",
        "Lire aussi : Les puces plus chères",
        "Leggi anche: Prezzi dei chip in aumento",
        "Read more »",
        "Devamını oku",
        "Source: Reuters",
        "Foto: Unsplash",
        "(asj/fay)",
        "Share this article",
    ],
)
def test_furniture_inside_an_article(line: str) -> None:
    assert kept(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell by a tenth after the company spoke on Thursday.",
        "Related companies said they would wait for the new model.",
        "Comments by the minister made matters worse for all of them.",
        "Source: people who know the matter said that the ban would hold.",
        "Read “War and Peace” before you judge, she told the reporters there.",
        "Source code",
        "Sources",
        "Comments",
        "Share prices",
        "Related companies",
        "Facebook",
        "Google and Facebook",
        "Facebook, Instagram and WhatsApp",
        "By popular demand",
        "Read the small print",
        "Bora Bora",
        "2024",
        "Quellen der Donau",
        "Sources: what we know",
        "Více peněz na čipy",
    ],
)
def test_prose_and_headings_with_such_words_stay(line: str) -> None:
    assert kept(line) == [line]


@given(st.sampled_from(["Share ", "Read more ", "Source: ", "Related ", "Leave a reply "]))
def test_long_paragraphs_are_never_furniture_by_themselves(phrase: str) -> None:
    assert kept_after((phrase * PROSE_LENGTH)[:PROSE_LENGTH]) != []


def test_teasers_that_end_in_a_link_are_furniture_however_long() -> None:
    teaser = "Another company has a story of its own. " * 8
    tail = ["Related articles"]
    for number in range(3):
        tail += [f"A caption {number}", f"Another headline {number}", teaser, "Read more"]
    assert kept_after(*tail) == []


def test_teasers_of_a_sentence_are_furniture_without_a_link() -> None:
    teaser = "Another company has a story of its own, and it is a short one."
    assert kept_after("Podobné články", "One headline", teaser, "Next headline", teaser) == []


def test_an_article_goes_on_after_links_in_the_middle() -> None:
    link = "Chip maker sues its rival"
    long = "The story goes on for a while after the box with the link in the middle. " * 4
    assert kept("Baca juga", link, long, "A heading", long) == [long, "A heading", long]


def test_a_link_far_below_a_header_does_not_take_the_article_between() -> None:
    long = "The story goes on for a while after the box with the link in the middle. " * 4
    between = (long, long, long, long)
    assert kept("Related articles", *between, "Read more") == list(between)


def test_a_headline_that_begins_like_a_label_is_a_headline() -> None:
    for headline in ("Watch: the moment a bridge fell", "Photos: inside the plant"):
        assert boilerplate([headline, LEAD, MORE_PROSE]) == frozenset()


@given(st.lists(st.text(max_size=60), max_size=8))
def test_any_lines_have_an_answer_within_bounds(texts: list[str]) -> None:
    assert boilerplate(texts) <= set(range(len(texts)))


_LINES = st.lists(st.sampled_from(("One", "one,", "two", "«Two»", "—", "3", "")), max_size=5)


@given(_LINES.map(" ".join), _LINES.map(" ".join))
def test_two_lines_are_the_same_when_their_words_are(one: str, other: str) -> None:
    assert same_words(one, other) == (words(one) == words(other))
