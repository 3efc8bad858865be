"""English words with their forms, and sentences that hold one of them each.

Written for this bench from school grammar, since the sets that annotate lemmas lack
English here: irregular verbs (`base past participle`), regular ones whose spelling
changes, plurals and comparisons. What a dictionary makes of them is no part of it.
"""

from collections.abc import Iterator
from typing import Any

_IRREGULAR = """
arise arose arisen|awake awoke awoken|bear bore borne|beat beat beaten|become became become
begin began begun|bend bent bent|bet bet bet|bind bound bound|bite bit bitten|bleed bled bled
blow blew blown|break broke broken|breed bred bred|bring brought brought|build built built
burst burst burst|buy bought bought|catch caught caught|choose chose chosen|cling clung clung
come came come|creep crept crept|cut cut cut|deal dealt dealt|dig dug dug|draw drew drawn
drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen|feed fed fed|feel felt felt
fight fought fought|find found found|flee fled fled|fly flew flown|forbid forbade forbidden
forecast forecast forecast|foresee foresaw foreseen|forget forgot forgotten
forgive forgave forgiven|freeze froze frozen|get got gotten|give gave given|go went gone
grind ground ground|grow grew grown|hang hung hung|hear heard heard|hide hid hidden|hit hit hit
hold held held|hurt hurt hurt|keep kept kept|know knew known|lay laid laid|lead led led
leave left left|lend lent lent|let let let|lie lay lain|light lit lit|lose lost lost
make made made|mean meant meant|meet met met|mistake mistook mistaken|overcome overcame overcome
overtake overtook overtaken|pay paid paid|put put put|quit quit quit|read read read
ride rode ridden|ring rang rung|rise rose risen|run ran run|say said said|see saw seen
seek sought sought|sell sold sold|send sent sent|set set set|shake shook shaken|shed shed shed
shine shone shone|shoot shot shot|show showed shown|shrink shrank shrunk|shut shut shut
sing sang sung|sink sank sunk|sit sat sat|sleep slept slept|slide slid slid|speak spoke spoken
spend spent spent|spin spun spun|split split split|spread spread spread|spring sprang sprung
stand stood stood|steal stole stolen|stick stuck stuck|sting stung stung|strike struck struck
strive strove striven|swear swore sworn|sweep swept swept|swim swam swum|swing swung swung
take took taken|teach taught taught|tear tore torn|tell told told|think thought thought
throw threw thrown|undergo underwent undergone|understand understood understood
undertake undertook undertaken|uphold upheld upheld|wake woke woken|wear wore worn
weave wove woven|weep wept wept|win won won|wind wound wound|withdraw withdrew withdrawn
withstand withstood withstood|write wrote written|rebuild rebuilt rebuilt|resell resold resold
rewrite rewrote rewritten|outgrow outgrew outgrown|oversee oversaw overseen
broadcast broadcast broadcast|input input input|offset offset offset|override overrode overridden
"""

_REGULAR = """
accuse accused|admit admitted|agree agreed|allege alleged|apply applied|argue argued
arrest arrested|ban banned|benefit benefited|bury buried|cancel cancelled|carry carried
commit committed|compel compelled|control controlled|copy copied|criticise criticised
criticize criticized|deny denied|delay delayed|deploy deployed|die died|dismiss dismissed
drop dropped|enjoy enjoyed|equip equipped|export exported|fuel fuelled|identify identified
impose imposed|launch launched|label labelled|level levelled|monitor monitored|notify notified
occupy occupied|occur occurred|offer offered|panic panicked|pass passed|plan planned|plug plugged
prefer preferred|propel propelled|push pushed|quarrel quarrelled|rebel rebelled|refer referred
regret regretted|rely relied|reply replied|rob robbed|sanction sanctioned|signal signalled
ship shipped|slip slipped|stop stopped|submit submitted|supply supplied|tie tied
traffic trafficked|train trained|transfer transferred|travel travelled|try tried|veto vetoed
worry worried|drag dragged|leverage leveraged|streamline streamlined|upload uploaded
download downloaded|reboot rebooted|livestream livestreamed|fact-check fact-checked
"""

_DOUBLING = """
admit ban begin bet cancel commit compel control cut dig drag drop equip forbid forget fuel get
hit label let level occur offset plan plug prefer propel put quarrel quit rebel refer regret rob
run set shed ship shut signal sit slip spin split stop submit swim transfer travel win input
"""

_PLURALS = """
child children|man men|woman women|policeman policemen|spokeswoman spokeswomen|person people
foot feet|tooth teeth|goose geese|mouse mice|ox oxen|leaf leaves|life lives|knife knives
wife wives|half halves|shelf shelves|thief thieves|wolf wolves|loaf loaves|self selves
crisis crises|analysis analyses|basis bases|thesis theses|hypothesis hypotheses
diagnosis diagnoses|axis axes|oasis oases|criterion criteria|phenomenon phenomena
medium media|bacterium bacteria|curriculum curricula|memorandum memoranda|stimulus stimuli
nucleus nuclei|fungus fungi|cactus cacti|alumnus alumni|appendix appendices|index indices
matrix matrices|vertex vertices|hero heroes|potato potatoes|tomato tomatoes|embargo embargoes
echo echoes|photo photos|bus buses|tax taxes|church churches|box boxes|wish wishes|quiz quizzes
city cities|party parties|country countries|company companies|key keys|survey surveys
army armies|ally allies|enemy enemies|roof roofs|proof proofs|chief chiefs|belief beliefs
server servers|chip chips|launch launches|training trainings|meeting meetings|building buildings
teacher teachers|leader leaders|supplier suppliers|passer-by passers-by|startup startups
chatbot chatbots|smartphone smartphones|lawmaker lawmakers|whistleblower whistleblowers
"""

_COMPARED = """
good better best|bad worse worst|far further furthest|little less least|many more most
big bigger biggest|hot hotter hottest|thin thinner thinnest|sad sadder saddest
easy easier easiest|happy happier happiest|heavy heavier heaviest|early earlier earliest
large larger largest|late later latest|safe safer safest|wide wider widest|high higher highest
low lower lowest|strong stronger strongest|weak weaker weakest|young younger youngest
old older oldest|new newer newest|long longer longest|short shorter shortest
fast faster fastest|slow slower slowest|cheap cheaper cheapest|rich richer richest
poor poorer poorest|great greater greatest|small smaller smallest|close closer closest
tough tougher toughest|deadly deadlier deadliest|costly costlier costliest
wealthy wealthier wealthiest|ugly uglier ugliest|busy busier busiest|dry drier driest
red redder reddest|fit fitter fittest|wet wetter wettest|simple simpler simplest
gentle gentler gentlest|narrow narrower narrowest|clever cleverer cleverest
"""


def sentences() -> Iterator[dict[str, Any]]:
    """A sentence for each form, as the inflection set has them."""
    number = 0
    for part, forms in _words():
        for form in dict.fromkeys(forms):
            yield {
                "id": f"en-{number}",
                "lang": "en",
                "text": f"It was {form} that they had in view here.",
                "words": [[form, forms[0], part]],
            }
            number += 1


def _words() -> Iterator[tuple[str, list[str]]]:
    for part, table in (("VERB", _IRREGULAR + _REGULAR), ("NOUN", _PLURALS), ("ADJ", _COMPARED)):
        for word in table.replace("\n", "|").split("|"):
            if not (forms := word.split()):
                continue
            yield part, [*forms, *_present(forms[0])] if part == "VERB" else forms


def _present(base: str) -> tuple[str, str]:
    """The third person and the participle of the present."""
    if base.endswith(("ss", "sh", "ch", "go", "to")):
        third = base + "es"
    elif base.endswith("y") and base[-2] not in "aeou":
        third = f"{base[:-1]}ies"
    else:
        third = base + "s"
    if base in _DOUBLING.split():
        return third, f"{base}{base[-1]}ing"
    if base.endswith("ie"):
        return third, f"{base[:-2]}ying"
    if base.endswith("ic"):
        return third, f"{base}king"
    silent = base.endswith("e") and not base.endswith("ee")
    return third, f"{base[: -1 if silent else None]}ing"
