"""Where sentences end, by rules.

A full stop ends a sentence unless what stands before it is an abbreviation, an
initial or an ordinal, or what follows does not begin a sentence. The rules are those
of Unicode TR 29 (sentence boundaries) tailored by short lists of abbreviations, and
one more: web text loses the space after a full stop ("ended.Then"), and the
sentences must come apart all the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

_CLOSERS = "\"'”’“»«)\\]}」』】〉》"
_OPENERS = "-\"'“”„‚‘«»(\\[{¿¡—–"
# What can end a sentence. Scripts that write these marks put no space after them, or
# use them for nothing else.
_ALWAYS = "。！？｡؟۔।॥։።၊။។"
_END = re.compile(rf"(?P<mark>[.!?…]+|[{_ALWAYS}]+)(?P<closers>(?:[{_CLOSERS}]|[ \u00a0\u202f]»)*)")
# What a quote that can both open and close is opened by: it closes only what is open.
_OPENED_BY = {'"': '"', "“": "„", "‘": "‚", "«": "»", "»": "«"}
_OPENING = re.compile(rf"[{_OPENERS}\s]*")
# The word before a full stop, dots within it included ("z.B", "U.S").
_BEFORE = re.compile(r"[^\s\"'“”„‚‘«»()\[\]{}/]*$")
_ORDINAL = re.compile(r"\d{1,2}")
_ROMAN = re.compile(r"[IVX]{2,6}")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
# "lunak.DeepSeek": a word in small letters, or a closing mark or number, before the
# stop, and a capitalised word after it. Names of hosts and files look otherwise.
_GLUED_BEFORE = re.compile(r"(?:[^\W\d_]*[^\W\d_A-Z]{2}|\d{2,})$")
_GLUED_AFTER = re.compile(r"[^\W\d_][^\W\d_]+")
_HOST_ENDINGS = "com net org info biz news gov edu io tv uk de cz ua ru eu js py md"
_TOP_LEVEL = frozenset(_HOST_ENDINGS.split())
_WORD = re.compile(r"\w")
# How far before a full stop an abbreviation may begin.
_LONGEST_WORD = 40

#: Languages that write ordinals with a full stop ("3. Mai", "5. května").
_WITH_ORDINALS = "cs sk de lb da nb nn fi et lv sl hr bs sr sh hu is fo pl tr mk"
_ORDINAL_LANGUAGES = frozenset(_WITH_ORDINALS.split())

# Abbreviations a capitalised word or a number follows in the same sentence. Those that
# may end one ("etc.", "usw.", "Inc.") are left out: before a capital they do.
_ABBREVIATIONS = {
    "": "dr prof mr mrs ms st vs no nr vol fig ca cf al art op jr sr tel gen col lt sgt capt",
    "en": "rep sen gov pres hon rev messrs mme dept approx ft mt jan feb mar apr jun jul aug sep "
    "sept oct nov dec e.g i.e sec ch pp p ed eds est",
    "de": "bzw std str abs bspw ggf inkl mio mrd mind sog tsd usf vgl zzgl z.b d.h u.a z.t i.d.r "
    "v.a o.g hrsg jh geb dipl ing frl hr fr jan feb apr aug sept okt nov dez s bd kap",
    "cs": "tzv např tj resp č str ul nám mj sv ing mgr mudr judr rndr phdr paeddr bc doc mvdr r "
    "tis mil mld kč pozn viz tzn hl p pí gen plk por kpt kap odst",
    "sk": "tzv napr t.j resp č str ul nám sv ing mgr mudr judr rndr phdr bc doc tis mil mld pozn p",
    "pl": "np tzw tj m.in ul al pl im św inż mgr hab red nr str tys mln mld ok r wg pt ppłk płk",
    "uk": "м вул ім проф див напр тис млн млрд грн рр р акад доц с стор св п пл буд кв мал т.зв",
    "ru": "г гг им ул проф см напр тыс млн млрд руб акад доц с стр св п пл д кв обл т.е т.к т.н",
    "bg": "г гр ул им проф акад доц т.е т.н т.нар млн млрд хил лв стр св",
    "fr": "m mm mme mlle av bd ex env éd p pp chap mgr ste",
    "es": "sr sra srta dra ud uds av avda pág págs ej p.ej aprox núm ee.uu lic ing",
    "pt": "sr sra dra av pág págs ex p.ex aprox núm eng",
    "it": "sig sig.ra dott dott.ssa prof.ssa avv ing pag es p.es s.p.a on geom",
    "nl": "dhr mevr mr ir ing bijv blz nl o.a m.a.w d.w.z z.g drs mw",
    "sv": "t.ex bl.a d.v.s dvs kl s.k resp ca m.m fr.o.m t.o.m st",
    "da": "f.eks bl.a dvs kl ca pct mio mia hr fr",
    "nb": "f.eks bl.a dvs kl ca pst mill mrd",
    "tr": "sn yrd doç av org müh bkz örn vb cad sok mah",
    "id": "jl hlm tb dsb tgl no kec kab kel bpk sdr drs ir hj kh rp pt",
    "ms": "jln no en pn dr tn hj",
    "hu": "pl ún dr ifj özv kb ill stb u st",
    "ro": "dl d-na dna str nr bd art alin pct",
    "fi": "esim mm ns os prof tri jne",
}

# After "U.S." or "p.m." these begin a sentence: nearly nothing else with a capital does.
_BEGINNINGS = (
    "The A An This That These Those It He She They We You I In On At But And As If When While "
    "For By With After Before However There His Her Its Their Our"
)
_STARTERS = frozenset(_BEGINNINGS.split())


def sentences(text: str, lang: str) -> list[tuple[int, int]]:
    """The sentences of a passage in order, as half-open offsets of code points.

    Spans are trimmed and do not overlap; together they hold every character that is
    not white space. A text without any has no sentence.

    Args:
        text: one passage.
        lang: its BCP 47 code; `und` is split by the rules common to all.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for end in (*_ends(text, lang), len(text)):
        piece = text[start:end]
        bare = piece.strip()
        begin = start + len(piece) - len(piece.lstrip())
        if spans and bare and _WORD.search(bare) is None:
            # Marks alone ("* * *", a stray dash) are no sentence of their own.
            spans[-1] = (spans[-1][0], begin + len(bare))
        elif bare:
            spans.append((begin, begin + len(bare)))
        start = end
    return spans


def _ends(text: str, lang: str) -> Iterator[int]:
    """Offsets after the marks that end a sentence."""
    start = counted = 0
    quotes = dict.fromkeys(_OPENED_BY, 0) | dict.fromkeys(_OPENED_BY.values(), 0)
    for found in _END.finditer(text):
        for quote in quotes:
            quotes[quote] += text.count(quote, counted, found.start())
        counted = found.start()
        end = found.end("mark") + _closing(found["closers"], quotes)
        if end < len(text) and _is_end(_Stop(text, start, found.start(), end, found["mark"]), lang):
            yield end
            start = end


def _closing(closers: str, quotes: dict[str, int]) -> int:
    """How many characters after a mark close what was opened; the rest opens anew."""
    for length, closer in enumerate(closers):
        opener = _OPENED_BY.get(closer)
        if opener == closer:
            closes = quotes[closer] % 2 == 1
        else:
            closes = opener is None or quotes[opener] > quotes[closer]
        if not closes and closer.strip():
            return len(closers[:length].rstrip())
    return len(closers)


@dataclass(frozen=True, slots=True)
class _Stop:
    """A mark in a text that may end the sentence begun at `start`.

    It stands at `position`; `end` is after it and after what closes with it.
    """

    text: str
    start: int
    position: int
    end: int
    mark: str

    @property
    def spaced(self) -> bool:
        return self.text[self.end].isspace()

    @property
    def closed(self) -> bool:
        """Whether a quote or bracket closes after the mark."""
        return self.end > self.position + len(self.mark)

    def before(self) -> str:
        """The word before the mark."""
        found = _BEFORE.search(
            self.text[max(self.start, self.position - _LONGEST_WORD) : self.position]
        )
        return found[0] if found else ""

    def after(self) -> str:
        """The beginning of what follows, without what opens it."""
        return _OPENING.sub("", self.text[self.end : self.end + _LONGEST_WORD], count=1)


def _is_end(stop: _Stop, lang: str) -> bool:
    if stop.mark[0] in _ALWAYS:
        return True
    if not stop.spaced:
        return _is_glued(stop)
    follows = stop.after()[:1]
    if follows.islower() or follows in {",", ";", ":", ")", ""}:
        return False
    return stop.mark != "." or stop.closed or not _is_abbreviated(stop, lang)


def _is_glued(stop: _Stop) -> bool:
    """Whether a mark without a space after it ends a sentence."""
    before = stop.text[max(0, stop.position - _LONGEST_WORD) : stop.position].rsplit(None, 1)
    after = _GLUED_AFTER.match(stop.after())
    if not before or after is None or not after[0][0].isupper() or not after[0][1].islower():
        return False
    if after[0].casefold() in _TOP_LEVEL or any(mark in before[-1] for mark in "/@\\"):
        return False
    return stop.closed or _GLUED_BEFORE.search(before[-1]) is not None


def _is_abbreviated(stop: _Stop, lang: str) -> bool:
    """Whether the full stop belongs to the word before it."""
    before = stop.before()
    after = re.match(r"\w+", stop.after())
    follows = after[0] if after else ""
    if before.isdigit():
        at_start = not stop.text[stop.start : stop.position - len(before)].strip()
        return _ORDINAL.fullmatch(before) is not None and (
            at_start or (lang in _ORDINAL_LANGUAGES and not follows.isdigit())
        )
    if _DOTTED.fullmatch(before):
        return not (lang == "en" and follows in _STARTERS)
    if len(before) == 1 and before.isalpha() and before.isupper():
        return not (lang == "en" and before == "I")
    if lang in _ORDINAL_LANGUAGES and _ROMAN.fullmatch(before):
        return True
    return before.casefold() in _abbreviations(lang)


@cache
def _abbreviations(lang: str) -> frozenset[str]:
    return frozenset(f"{_ABBREVIATIONS['']} {_ABBREVIATIONS.get(lang, '')}".split())
