"""English: the possessive is part of a token and no part of a word.

simplemma gives a form one lemma. Many forms of the irregular verbs are words of their own
too (`felt`, `left`, `rose`, `won`), as are verbal nouns (`meeting`, `building`), and then
the verb is not told. So the irregular words are listed here, and a form in -ing or -er is
asked about by the form beside it that can be nothing else: `built` is no help, but
`trained` tells what `training` is of, and `biggest` what `bigger` compares.
"""

from collections.abc import Iterator, Mapping

from index.language.analyzers import Analyzer
from index.language.analyzers._dictionary import DictionaryAnalyzer

#: A word and its other forms, but those that a rule gives.
_VERBS = """
arise arose arisen|awake awoke awoken|bear bore borne born|beat beaten|become became
begin began begun|bend bent|bind bound|bite bit bitten|bleed bled|blow blew blown
break broke broken|breed bred|bring brought|build built|burn burnt|buy bought|catch caught
choose chose chosen|cling clung|come came|creep crept|deal dealt|dig dug|dive dove|do did done
draw drew drawn|dream dreamt|drink drank drunk|drive drove driven|dwell dwelt|eat ate eaten
fall fell fallen|feed fed|feel felt|fight fought|find found|flee fled|fling flung|fly flew flown
forbid forbade forbidden|foresee foresaw foreseen|forget forgot forgotten|forgive forgave forgiven
forgo forwent forgone|freeze froze frozen|get got gotten|give gave given|go went gone|grind ground
grow grew grown|hang hung|hear heard|hide hid hidden|hold held|keep kept|kneel knelt
know knew known|lay laid|lead led|lean leant|leap leapt|learn learnt|leave left|lend lent
lie lay lain lying|light lit|lose lost|make made|mean meant|meet met|mistake mistook mistaken
overcome overcame|overdo overdid overdone|overhear overheard|override overrode overridden
overrun overran|oversee oversaw overseen|overtake overtook overtaken|overthrow overthrew overthrown
pay paid|plead pled|prove proven|rebuild rebuilt|redo redid redone|remake remade|repay repaid
resell resold|retell retold|rethink rethought|rewrite rewrote rewritten|ride rode ridden
ring rang rung|rise rose risen|run ran|saw sawn|say said|see saw seen|seek sought|sell sold
send sent|sew sewn|shake shook shaken|shear shorn|shine shone|shoot shot|show shown
shrink shrank shrunk|sing sang sung|sink sank sunk|sit sat|slay slew slain|sleep slept|slide slid
sling slung|smell smelt|sow sown|speak spoke spoken|speed sped|spell spelt|spend spent|spill spilt
spin spun|spit spat|spoil spoilt|spring sprang sprung|stand stood|steal stole stolen|stick stuck
sting stung|stink stank stunk|stride strode|strike struck stricken|string strung
strive strove striven|swear swore sworn|sweep swept|swell swollen|swim swam swum|swing swung
take took taken|teach taught|tear tore torn|tell told|think thought|throw threw thrown
tread trod trodden|undergo underwent undergone|understand understood|undertake undertook undertaken
undo undid undone|unwind unwound|uphold upheld|wake woke woken|wear wore worn|weave wove woven
weep wept|win won|wind wound|withdraw withdrew withdrawn|withhold withheld|withstand withstood
wring wrung|write wrote written|frolic frolicked frolicking|mimic mimicked mimicking
panic panicked panicking|picnic picnicked|traffic trafficked trafficking
"""

_OTHERS = """
alumnus alumni|analysis analyses|appendix appendices|axis axes|basis bases|cactus cacti|calf calves
child children|crisis crises|criterion criteria|curriculum curricula|datum data|diagnosis diagnoses
die dice|elf elves|emphasis emphases|foot feet|goose geese|half halves|hoof hooves
hypothesis hypotheses|index indices|knife knives|leaf leaves|life lives|loaf loaves|louse lice
man men|matrix matrices|medium media|mouse mice|nucleus nuclei|oasis oases|ox oxen
parenthesis parentheses|penny pence|phenomenon phenomena|scarf scarves|self selves|shelf shelves
stimulus stimuli|synthesis syntheses|thesis theses|thief thieves|tooth teeth|vertex vertices
wife wives|wolf wolves|woman women|bad worse worst|far farther farthest further furthest
good better best|late latter|little less lesser least|old elder eldest|well better best
"""

#: Unknown words of so few letters, without a plural's s, are abbreviations.
_ABBREVIATION = 3

#: Nouns that look like forms of verbs: an evening evens nothing.
_NOUNS = frozenset({"evening", "offing", "outing"})


def _paradigms(table: str) -> Iterator[tuple[str, list[str]]]:
    for word in table.replace("\n", "|").strip("|").split("|"):
        base, *forms = word.split()
        yield base, forms


_BASES: dict[str, list[str]] = {}
for _base, _forms in _paradigms(f"{_VERBS.strip()}|{_OTHERS.strip()}"):
    for _form in _forms:
        _BASES.setdefault(_form, []).append(_base)
_IRREGULAR_VERBS = frozenset(base for base, _ in _paradigms(_VERBS))


def further_lemmas(word: str, dictionary: Mapping[str, str]) -> list[str]:
    """The lemmas of a word beside the one that the dictionary gives."""
    if known := _BASES.get(word):
        return known
    if word.endswith("ing") and word not in _NOUNS:
        return _lemma_beside(word[:-3], "ed", dictionary)
    if word.endswith("er") and dictionary.get(word) == word:
        return _lemma_beside(word[:-2], "est", dictionary)
    if word.endswith("s") and dictionary.get(word, word) == word:
        return _singular(word, dictionary)
    return []


def _singular(word: str, dictionary: Mapping[str, str]) -> list[str]:
    """Of a name (Americans) or an abbreviation (GPUs), which the dictionary has as one."""
    base = word[:-1]
    if base.endswith("s") or len(base) < _ABBREVIATION - 1:
        return []
    if base.capitalize() in dictionary:
        return [base]
    unknown = word not in dictionary and (len(base) <= _ABBREVIATION or base in dictionary)
    return [base] if unknown else []


def _lemma_beside(stem: str, ending: str, dictionary: Mapping[str, str]) -> list[str]:
    """The lemma of the form with another ending, if both endings change it alike."""
    bases = [stem, f"{stem}e"]
    if stem[-1:] == stem[-2:-1]:
        bases.append(stem[:-1])
    if ending == "ed":
        for base in bases:
            if base in _IRREGULAR_VERBS:
                return [base]
    elif stem.endswith("i"):
        bases.append(f"{stem[:-1]}y")
    lemma = dictionary.get(stem + ending)
    return [lemma] if lemma in bases else []


ANALYZER: Analyzer = DictionaryAnalyzer(
    "en", "latin", "english", attached="(?P<word>.+)'s", further=further_lemmas
)
