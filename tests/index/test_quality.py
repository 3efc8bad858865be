"""What a reader finds, in small archives of articles in one language or several."""

import json
from pathlib import Path

import pytest

from index import Archive
from index.model import Via


def archive_of(folder: Path, *articles: tuple[str, str, str]) -> Archive:
    """An archive of articles, each an id, a language and a text."""
    lines = [
        json.dumps({"id": name, "lang": lang, "passages": [text]}) for name, lang, text in articles
    ]
    (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    archive = Archive.create(folder / "archive")
    archive.add([folder / "articles.jsonl"])
    return archive


def found(archive: Archive, query: str) -> list[str]:
    return [hit.id for hit in archive.search(query).hits]


def marked(archive: Archive, query: str) -> list[tuple[str, Via]]:
    return [
        (passage.text[span.start : span.end], span.via)
        for hit in archive.search(query).hits
        for passage in hit.passages
        for span in passage.spans
    ]


FILLER = "a v tomto textu stojí ještě mnoho dalších slov která nic neznamenají " * 20


def test_exact_stands_above_form_above_stem_above_fold_however_often(tmp_path: Path) -> None:
    with archive_of(
        tmp_path,
        ("fold", "cs", "prumysl " * 10),
        ("stem", "cs", "průmyslový " * 10),
        ("form", "cs", "průmyslu " * 10),
        ("exact", "cs", f"{FILLER} průmysl {FILLER}"),
    ) as archive:
        hits = archive.search("průmysl").hits
    assert [hit.id for hit in hits] == ["exact", "form", "stem", "fold"]
    assert [hit.via for hit in hits] == [Via.EXACT, Via.FORM, Via.STEM, Via.FOLD]


def test_more_forms_stand_above_fewer_beside_one_exact(tmp_path: Path) -> None:
    with archive_of(
        tmp_path,
        ("few", "cs", "čip a něco jiného v tomto textu"),
        ("more", "cs", "čip a čipy čipů v tomto textu"),
    ) as archive:
        assert found(archive, "čip") == ["more", "few"]


@pytest.mark.parametrize("query", ["Huawei-Chips", "Huawei", "Chips", "huawei chips"])
def test_a_hyphenated_name_is_found_whole_and_by_part(tmp_path: Path, query: str) -> None:
    with archive_of(tmp_path, ("one", "de", "Die Huawei-Chips fehlen noch immer.")) as archive:
        assert found(archive, query) == ["one"]


@pytest.mark.parametrize(
    ("lang", "text", "query"),
    [
        # Of a language whose dictionary takes seconds to unpack.
        pytest.param("pl", "Nowe modele pojawią się jesienią.", "modelu", marks=pytest.mark.slow),
        ("cs", "Nové čipy dorazí na podzim.", "čipů"),
        ("uk", "Нові чипи прибудуть восени.", "чипами"),
    ],
)
def test_a_form_is_told_as_such_though_it_is_a_translation_too(
    tmp_path: Path, lang: str, text: str, query: str
) -> None:
    """The word is in no article, and one of other languages is spelled nearly so."""
    others = (("other", "cs", "Cipy a modelky."), ("another", "de", "Modell, Chip"))
    with archive_of(tmp_path, ("one", lang, text), *others) as archive:
        (hit,) = (hit for hit in archive.search(query).hits if hit.id == "one")
        assert hit.via is Via.FORM


def test_a_word_that_only_its_root_translates_is_searched(tmp_path: Path) -> None:
    with archive_of(
        tmp_path, ("one", "cs", "Prováděný průzkum."), ("two", "en", "Done.")
    ) as archive:
        assert found(archive, "prováděný")[0] == "one"


def test_of_hits_alike_those_stand_first_whose_words_are_near(tmp_path: Path) -> None:
    apart = "chip and many other words of no meaning whatsoever, then, at last, again Huawei"
    near = "many other words of no meaning whatsoever and then, again, a chip of Huawei here"
    with archive_of(
        tmp_path,
        ("apart", "en", apart),
        ("near", "en", near),
        ("other", "de", "Chip"),
        ("exactly", "en", f"{near} {near} {near} chips"),
    ) as archive:
        assert found(archive, "chip Huawei")[-2:] == ["apart", "other"]
        assert found(archive, "Huawei chip")[-2:] == ["apart", "other"]
        hits = archive.search("chip Huawei", limit=1).hits
        assert hits == archive.search("chip Huawei").hits[:1]


def test_compounds_are_found_by_part_below_the_word_itself(tmp_path: Path) -> None:
    with archive_of(
        tmp_path,
        ("part", "de", "Chipprobleme und noch einmal Chipprobleme"),
        ("exact", "de", "Ein Problem von vielen in einem längeren Satz"),
    ) as archive:
        assert found(archive, "Problem") == ["exact", "part"]
        assert ("Chipprobleme", Via.PART) in marked(archive, "Problem")


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("groß", "Eine grosse Sache, gross und gut."),
        ("München", "Muenchen liegt im Süden."),
        ("Muenchen", "München liegt im Süden."),
        ("Munchen", "München liegt im Süden."),
    ],
)
def test_spellings_of_one_word(tmp_path: Path, query: str, text: str) -> None:
    with archive_of(tmp_path, ("one", "de", text)) as archive:
        assert found(archive, query) == ["one"]


@pytest.mark.parametrize(
    ("lang", "text", "query", "word"),
    [
        ("zh", "该公司周四宣布，新型号将于秋季发布。", "公司", "公司"),
        ("zh", "该公司周四宣布，新型号将于秋季发布。", "发布", "发布"),
        ("ja", "同社は木曜日、新しいモデルを秋に発売すると発表した。", "モデル", "モデル"),
        ("th", "บริษัทประกาศเมื่อวันพฤหัสบดีว่ารุ่นใหม่จะวางจำหน่าย", "บริษัท", "บริษัท"),
        ("ko", "회사는 목요일에 새 모델을 발표했다.", "회사", "회사는"),
        ("ko", "인공지능기술이 발전했다.", "인공지능", "인공지능기술이"),
        ("ar", "أعلنت الحكومة يوم الخميس", "الحكومه", "الحكومة"),
        ("ar", "قال مُحَمَّد إنه سيعود", "محمد", "مُحَمَّد"),
        ("he", "הַחֶבְרָה הודיעה ביום חמישי", "החברה", "הַחֶבְרָה"),
        ("hi", "कंपनी ने गुरुवार को हिन्दी में कहा", "हिन्दी", "हिन्दी"),
    ],
)
def test_every_script_is_searched(
    tmp_path: Path, lang: str, text: str, query: str, word: str
) -> None:
    with archive_of(tmp_path, ("one", lang, text)) as archive:
        assert found(archive, query) == ["one"]
        spans = archive.search(query).hits[0].passages[0].spans
        assert text[spans[0].start : spans[-1].end] == word


def test_a_run_of_an_unspaced_script_is_a_phrase(tmp_path: Path) -> None:
    with archive_of(tmp_path, ("one", "zh", "公园里的司机"), ("two", "zh", "公司")) as archive:
        assert found(archive, "公司") == ["two"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lang", "query", "text"),
    [
        ("pl", "modelu", "Nowe modele pojawią się jesienią."),
        ("ru", "модели", "Новых моделей пока нет."),
        ("es", "empresa", "Las empresas anunciaron despidos."),
        ("it", "azienda", "Le aziende hanno annunciato tagli."),
        ("fr", "entreprise", "Les entreprises ont annoncé; l'entreprise ferme."),
        ("pt", "empresa", "As empresas anunciaram cortes."),
        ("nl", "bedrijf", "De bedrijven kondigden ontslagen aan."),
        ("sv", "företag", "Företagen varslade om uppsägningar."),
        ("tr", "şirket", "Şirketler işten çıkarmaları duyurdu."),
        ("sk", "spoločnosť", "Spoločnosti oznámili prepúšťanie."),
        ("ms", "syarikat", "Syarikatnya mengumumkan keuntungan."),
        ("sh", "kompanija", "Kompanije su najavile otkaze."),
        ("bg", "компания", "Компаниите обявиха съкращения."),
        ("el", "εταιρεία", "Οι εταιρείες ανακοίνωσαν απολύσεις."),
        ("hu", "vállalat", "A vállalatok elbocsátásokat jelentettek be."),
        ("fi", "yritys", "Yritykset ilmoittivat irtisanomisista."),
        ("ro", "companie", "Companiile au anunțat concedieri."),
    ],
)
def test_every_language_finds_its_forms(tmp_path: Path, lang: str, query: str, text: str) -> None:
    with archive_of(tmp_path, ("one", lang, text)) as archive:
        (hit,) = archive.search(query).hits
        assert hit.via in {Via.FORM, Via.STEM}
