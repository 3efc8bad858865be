"""The language of an article, from its body.

py3langid tells languages by byte n-grams with a naive Bayes classifier. It is loaded
at the first call (about a second of processor time), not on import.
"""

import re
from functools import cache
from typing import Any

#: Codes that are told apart. Kept to languages that archives of articles hold:
#: dialects and pidgins take short texts from the languages they are near to.
_KNOWN_CODES = (
    "af am ar as az ba be bg bn br bs ca cs cy da de el en eo es et eu fa fi fo fr fy ga gd gl gu "
    "ha he hi hr ht hu hy id ig is it ja jv ka kk km kn ko ku ky la lb lo lt lv mg mk ml mn mr ms "
    "mt my ne nl nn no oc or pa pl ps pt ro ru rw si sk sl so sq sr sv sw ta te tg th tk tl tr tt "
    "ug uk ur uz vi xh yo zh zu zxx"
)

# Bosnian, Croatian and Serbian cannot be told apart by form: one code for the three.
# `no` is the model's name for Bokmål; `zxx` means there is no language in it.
_CODES = {"bs": "sh", "hr": "sh", "sr": "sh", "no": "nb", "zxx": "und"}

# Below this probability the answer is a guess. Sentences of newspapers are nearly all
# above it, lists of names and product numbers below.
_SURE = 0.5
_SURELY_MALAY = 0.7
_LATIN_WORD = re.compile("[a-z]+")
# Characters that are looked at: more changes no verdict.
_ENOUGH = 600

# Indonesian and Malay share most of their words, so that byte n-grams take one for the
# other; they are told apart by words of everyday use that the two spell differently or
# choose differently, and by the endings of words from European languages.
_INDONESIAN = frozenset(
    [
        *("karena", "bahwa", "bisa", "uang", "kantor", "mobil", "inggris", "polisi", "perusahaan"),
        *("mengatakan", "serikat", "kamis", "jumat", "senin", "minggu", "pria", "gratis", "yaitu"),
        *("agustus", "desember", "maret", "juli", "juni", "tiongkok", "prancis", "spanyol"),
        *("harus", "anda", "berbeda", "beda", "pemerintah", "saat", "berbagai", "maupun", "saja"),
        *("informasi", "jaringan", "berkas", "menampilkan", "daftar", "pengadilan", "pikiran"),
        *("pribadi", "istirahat", "kesehatan", "pelayanan", "perkawinan", "pernikahan", "libur"),
        *("kekuasaan", "miliar", "triliun", "persen", "kota", "provinsi"),
        *("kabupaten", "anggota", "rapat", "partai", "pemilu", "tentara", "televisi", "nomor"),
        *("listrik", "coba", "butuh", "membutuhkan", "toko", "dokter", "berbicara", "mau"),
        *("hapus", "menghapus", "perangkat", "lunak", "unduh", "mengunduh", "tautan", "seluruh"),
        *("bagian", "sedangkan", "tapi", "meski", "publik", "impor", "ekspor", "merusak", "tim"),
    ]
)
_MALAY = frozenset(
    [
        *("kerana", "bahawa", "wang", "pejabat", "inggeris", "polis", "syarikat", "lelaki"),
        *("khamis", "jumaat", "isnin", "ahad", "percuma", "iaitu", "ialah", "tiada", "kanak"),
        *("ogos", "disember", "mac", "julai", "jun", "perancis", "sepanyol", "manakala", "sahaja"),
        *("hendaklah", "mestilah", "berbeza", "beza", "kerajaan", "semasa", "pelbagai", "daripada"),
        *("maklumat", "rangkaian", "fail", "memaparkan", "senarai", "mahkamah", "fikiran"),
        *("peribadi", "rehat", "kesihatan", "perkhidmatan", "perkahwinan", "cuti", "menerusi"),
        *("kerakyatan", "bilion", "trilion", "peratus", "bandar", "baharu", "hadapan", "peniaga"),
        *("mesyuarat", "parti", "tentera", "televisyen", "nombor", "elektrik", "cuba", "bahagian"),
        *("doktor", "bercakap", "mahu", "padam", "peranti", "perisian", "pautan", "terma"),
        *("sesiapa", "samarata", "sebarang", "walau", "jenayah", "bagaimanapun", "sekiranya"),
        *("perlawanan", "jurulatih", "pengerusi", "jantina", "fahaman", "taraf", "eksport"),
    ]
)
_INDONESIAN_ENDING, _MALAY_ENDING = ("itas",), ("iti", "asyen")


def detect(text: str) -> str:
    """The language of a text, `und` when it is too short or too mixed to tell.

    Bosnian, Croatian and Serbian are `sh`, Norwegian Bokmål is `nb`.
    """
    probabilities: dict[str, float] = {}
    for label, probability in _identifier().rank(text[:_ENOUGH]):
        code = _CODES.get(label, label)
        probabilities[code] = probabilities.get(code, 0.0) + probability
    _weigh_indonesian(text[:_ENOUGH], probabilities)
    code, probability = max(probabilities.items(), key=lambda item: item[1])
    return code if probability >= _SURE else "und"


def _weigh_indonesian(text: str, probabilities: dict[str, float]) -> None:
    """Share out anew what Indonesian and Malay have together, if their own words tell."""
    together = probabilities["id"] + probabilities["ms"]
    if together < _SURE:
        return
    words = _LATIN_WORD.findall(text.casefold())
    own = sum(word in _INDONESIAN or word.endswith(_INDONESIAN_ENDING) for word in words)
    own -= sum(word in _MALAY or word.endswith(_MALAY_ENDING) for word in words)
    # The model leans to Malay: where no word tells, it must be rather sure.
    is_malay = own < 0 or (own == 0 and probabilities["ms"] > _SURELY_MALAY * together)
    probabilities["id"], probabilities["ms"] = (0.0, together) if is_malay else (together, 0.0)


@cache
def _identifier() -> Any:
    # Loads numpy and the model: only for those who add articles without a language.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_KNOWN_CODES.split())
    return identifier
