import subprocess
import sys
from pathlib import Path

import pytest

from index.language.detection import detect

SEEDS = Path(__file__).parents[3] / "seeds"


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem)
def test_the_seeds(path: Path) -> None:
    expected = path.stem.rpartition(".")[2]
    assert detect(path.read_text(encoding="utf-8")) == expected


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The company said on Thursday that the new model would be released in autumn."),
        ("pl", "Firma poinformowała w czwartek, że nowy model ukaże się dopiero jesienią."),
        ("ru", "Компания сообщила в четверг, что новая модель выйдет только осенью."),
        ("fr", "L'entreprise a annoncé jeudi que le nouveau modèle sortirait à l'automne."),
        ("es", "La empresa anunció el jueves que el nuevo modelo saldrá en otoño."),
        ("it", "L'azienda ha annunciato giovedì che il nuovo modello uscirà in autunno."),
        ("pt", "A empresa anunciou na quinta-feira que o novo modelo sairá no outono."),
        ("nl", "Het bedrijf maakte donderdag bekend dat het nieuwe model in de herfst verschijnt."),
        ("sv", "Företaget meddelade på torsdagen att den nya modellen kommer till hösten."),
        ("tr", "Şirket perşembe günü yeni modelin sonbaharda çıkacağını duyurdu."),
        ("sk", "Spoločnosť vo štvrtok oznámila, že nový model vyjde až na jeseň."),
        ("ja", "同社は木曜日、新しいモデルを秋に発売すると発表した。"),
        ("zh", "该公司周四宣布，新型号将于秋季发布。"),
        ("ar", "أعلنت الشركة يوم الخميس أن النموذج الجديد سيصدر في الخريف."),
        ("ko", "회사는 목요일에 새 모델이 가을에 출시될 것이라고 발표했다."),
        ("he", "החברה הודיעה ביום חמישי כי הדגם החדש ייצא בסתיו."),
        ("el", "Η εταιρεία ανακοίνωσε την Πέμπτη ότι το νέο μοντέλο θα κυκλοφορήσει το φθινόπωρο."),
        ("th", "บริษัทประกาศเมื่อวันพฤหัสบดีว่ารุ่นใหม่จะวางจำหน่ายในฤดูใบไม้ร่วง"),
    ],
)
def test_a_sentence_is_enough(lang: str, text: str) -> None:
    assert detect(text) == lang


@pytest.mark.parametrize(
    "text",
    [
        "Vlada je u četvrtak objavila da će novi zakon stupiti na snagu sljedeće jeseni.",
        "Влада је у четвртак објавила да ће нови закон ступити на снагу следеће јесени.",
    ],
)
def test_bosnian_croatian_and_serbian_are_one_group(text: str) -> None:
    assert detect(text) == "sh"


def test_norwegian_is_bokmaal() -> None:
    text = "Selskapet opplyste torsdag at den nye modellen først kommer til høsten, ikke nå."
    assert detect(text) == "nb"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("id", "Pria itu tidak boleh masuk karena tidak mempunyai uang."),
        ("ms", "Lelaki itu tidak boleh masuk kerana tidak mempunyai wang."),
    ],
)
def test_indonesian_and_malay_by_their_own_words(lang: str, text: str) -> None:
    assert detect(text) == lang


@pytest.mark.parametrize("text", ["", "   ", "12345", "!?", "R2", "DeepSeek R2", "H20 910C GB200"])
def test_what_is_too_short_to_tell_is_undetermined(text: str) -> None:
    assert detect(text) == "und"


def test_importing_loads_no_model() -> None:
    code = (
        "import sys, index.language.detection;"
        "sys.exit(bool({'numpy', 'py3langid'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
