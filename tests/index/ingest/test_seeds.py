"""What each paragraph of the five bundled articles is, judged by reading them."""

import hashlib
import tomllib
from pathlib import Path

import pytest

from index.errors import InputError
from index.ingest import Draft
from index.ingest.reading import files, read

SEEDS = Path(__file__).parents[3] / "seeds"

DIGESTS = {
    "000-deepseek-r2-batal-diluncurkan.id.txt": (
        "29dcb7760ebf1c59022e4c5f1f2a7bfb5528c1a07dd7bf3e5c613a8a3ea3e6b6"
    ),
    "001-mengeksplorasi-deepseek-dengan-chip-huawei.id.txt": (
        "0e4a12e05c13a738544b9164fe1b5c7c5cd957ad9ba6faed8eaf238bb31a9018"
    ),
    "002-deepseek-vidklala-zapusk-ai-modeli.uk.txt": (
        "91b8fcb08f480b4eee2c9113c8ac2b2224b43db05330e260e98eeed01ebc00db"
    ),
    "003-deepseek-odlozila-vydani-noveho-modelu.cs.txt": (
        "a3c9b8ab33f1f029541287632a4bfb34dc62de51d84caf995c195ac13832717c"
    ),
    "004-verzoegerung-bei-deepseeks-r2.de.txt": (
        "85e4820bfce3abf2baed7c50ad9496a3d0e515b930e25496d8f2e3faa5432f85"
    ),
}

TITLES = {
    "seed-000": "DeepSeek R2 Batal Diluncurkan Akibat Masalah Chip Huawei",
    "seed-001": "Mengeksplorasi DeepSeek dengan Menggunakan Chip Huawei untuk Menjawab Pertanyaan",
    "seed-002": "DeepSeek відклала запуск AI-моделі через проблеми з чипами Huawei",
    "seed-003": "Společnost DeepSeek odložila vydání svého nového modelu umělé inteligence…",
    "seed-004": (
        "Verzögerung bei DeepSeeks R2-KI-Modell: Chinesische Behörden empfehlen "
        "Huawei-KI-Chips, während Peking nach NVIDIA-Alternativen sucht"
    ),
}

PASSAGES = {
    "seed-000": """
        title        DeepSeek R2 Batal Diluncurkan Akibat
        body         Model DeepSeek R1 diluncurkan pada
        body         DeepSeek R1 berhasil melatih
        body         Peluncuran DeepSeek R2 tertunda
        body         Ketegangan geopolitik antara
        body         Dengan kesuksesan R1
        body         Dalam laporan Financial Times
        body         Chip Huawei Ascend telah menimbulkan
        body         Para pelaku industri di China
        body         Pada bulan April, Huawei
        body         Huawei mengembangkan chip AI-nya
        body         Hubungan yang tegang antara
    """,
    "seed-001": """
        title        Mengeksplorasi DeepSeek dengan
        heading      DeepSeek: Model AI Hemat Biaya
        body         DeepSeek telah menciptakan kehebohan
        heading      Chip AI Nvidia H800 dan Huawei
        body         Menurut Alexander Doria
        body         Doria, melalui akun @Dorialexander
        boilerplate  READ
        heading      DeepSeek: Menggabungkan Chip
        body         DeepSeek sebelumnya dituduh
        body         Diperkirakan bahwa DeepSeek
        heading      Kesimpulan
        body         DeepSeek telah menciptakan gebrakan
        boilerplate  (asj/fay)
        boilerplate  Tinggalkan Balasan
        boilerplate  Alamat email Anda tidak akan
    """,
    "seed-002": """
        title        DeepSeek відклала запуск AI-моделі
        boilerplate  DeepSeek
        body         Запуск нового покоління штучного
        heading      Спроба замінити NVIDIA на Huawei
        body         Більшість сучасних AI-моделей
        body         Прагнучи слідувати курсу уряду
        heading      Компромісне рішення
        body         Зрештою, компанія змінила підхід
        body         Запуск DeepSeek R2, який мав
        boilerplate  Телеграм double.news
        boilerplate  Схожі Новини
        boilerplate  Aluminium OS
        boilerplate  Google відклала запуск Aluminium
        boilerplate  Google щодо об’єднання Android
        boilerplate  Детальніше
        boilerplate  Чіп NVIDIA
        boilerplate  Світова індустрія чипів виходить
        boilerplate  Світова напівпровідникова індустрія
        boilerplate  Детальніше
        boilerplate  Відеокарти NVIDIA
        boilerplate  NVIDIA може не випускати
        boilerplate  NVIDIA, яка десятиліттями
        boilerplate  Детальніше
    """,
    "seed-003": """
        body         Společnost DeepSeek odložila
        body         Čínský startup v oblasti
        body         Tyto problémy byly hlavním
        body         FT zdůrazňuje obtíže
        body         Zatímco USA v červenci
        body         Inference, jež zahrnuje
        heading      Čipy Nvidie jsou stále
        body         Čip H20 je v Číně
        body         Model R1 od společnosti
        body         Čína začátkem tohoto týdne
        boilerplate  Zdroj: Investing.com
    """,
    "seed-004": """
        title        Verzögerung bei DeepSeeks R2-KI-Modell
        boilerplate  Verzögerung bei DeepSeeks R2-KI-Modell
        body         DeepSeeks Abhängigkeit von Huaweis
        heading      DeepSeek setzt für das R2-KI-Modell
        body         Die chinesische Künstliche-Intelligenz
        body         Laut einem Bericht der Financial
        heading      Huawei bereitet Ascend 910C vor
        body         Chinesische Unternehmen stehen
        body         Während DeepSeek sich auf
        boilerplate  Quelle & Bilder
        boilerplate  Schreibe einen Kommentar
        boilerplate  Deine E-Mail-Adresse wird nicht
    """,
}


@pytest.fixture(scope="module")
def articles() -> dict[str, Draft]:
    found = {}
    for path in files(SEEDS):
        for draft in read(path, source=None, lang=None):
            assert not isinstance(draft, InputError)
            assert draft.id is not None
            found[draft.id] = draft
    return found


def test_the_files_are_those_handed_in_byte_for_byte() -> None:
    digests = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in SEEDS.glob("*.txt")
    }
    assert digests == DIGESTS


def test_each_file_has_its_original_name_on_record() -> None:
    tables = tomllib.loads((SEEDS / "sources.toml").read_text(encoding="utf-8"))
    assert tables.keys() == DIGESTS.keys()
    for number, table in enumerate(sorted(tables.values(), key=lambda table: str(table["id"]))):
        assert table["id"] == f"seed-{number:03}"
        assert table["original"].startswith(f"{number:03}_")


def test_only_what_the_texts_support_is_stated(articles: dict[str, Draft]) -> None:
    assert {id_: draft.source for id_, draft in articles.items() if draft.source} == {
        "seed-002": "double.news"
    }
    assert {id_: draft.lang for id_, draft in articles.items()} == {
        "seed-000": "id",
        "seed-001": "id",
        "seed-002": "uk",
        "seed-003": "cs",
        "seed-004": "de",
    }
    assert all(draft.date is None and draft.url is None for draft in articles.values())


@pytest.mark.parametrize("name", TITLES)
def test_titles(articles: dict[str, Draft], name: str) -> None:
    assert articles[name].title == TITLES[name]
    assert articles[name].title_derived == (name == "seed-003")


@pytest.mark.parametrize("name", PASSAGES)
def test_the_kind_of_every_passage(articles: dict[str, Draft], name: str) -> None:
    expected = [tuple(line.split(None, 1)) for line in PASSAGES[name].strip().splitlines()]
    passages = articles[name].passages
    got = [
        (passage.kind, passage.text[: len(beginning.strip())])
        for passage, (_, beginning) in zip(passages, expected, strict=True)
    ]
    assert got == [(kind, beginning.strip()) for kind, beginning in expected]
    assert [passage.n for passage in passages] == list(range(1, len(passages) + 1))


@pytest.mark.parametrize("name", PASSAGES)
def test_no_word_of_a_file_is_lost(articles: dict[str, Draft], name: str) -> None:
    text = Path(articles[name].path).read_text(encoding="utf-8")
    assert " ".join(text.split()).split() == [
        word for passage in articles[name].passages for word in passage.text.split()
    ]
