"""Invented news: four events that share a company, a town or a kind, in four languages."""

import json
from pathlib import Path

#: By id: language, date, title and passages. The event is the id's beginning. The recall
#: of March and that of September are of one company, as is its new plant.
_NEWS: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "recall-en": (
        "en",
        "2025-03-04",
        "Velkora recalls 120,000 cars over faulty brakes",
        (
            "Velkora Motors is recalling 120,000 cars because their brakes can fail in cold"
            " weather, the carmaker said on Tuesday.",
            "The recall covers the Tarin model built between 2021 and 2023 at the Brenice plant.",
            "Two drivers were injured in accidents in Sweden in January, according to the road"
            " safety agency.",
            "The repair will cost the company 45 million euros, chief executive Irena Halas told"
            " reporters. Shares fell 6.5 percent.",
        ),
    ),
    "recall-cs": (
        "cs",
        "2025-03-04",
        "Velkora svolává 120 000 aut kvůli vadným brzdám",
        (
            "Automobilka Velkora Motors svolává do servisů 120 000 aut, protože jim v mrazu mohou"
            " selhat brzdy. Oznámila to v úterý.",
            "Akcie firmy klesly o 6,5 procenta. Oprava bude podle generální ředitelky Ireny"
            " Halasové stát 45 milionů eur.",
            "Svolání se týká modelu Tarin, který se v letech 2021 až 2023 vyráběl v továrně"
            " v Brenici.",
            "Při lednových nehodách ve Švédsku byli zraněni dva řidiči, uvedla agentura pro"
            " bezpečnost silničního provozu.",
        ),
    ),
    "recall-de": (
        "de",
        "2025-03-05",
        "Velkora ruft 120.000 Autos wegen defekter Bremsen zurück",
        (
            "Der Autohersteller Velkora Motors ruft 120.000 Autos zurück, weil bei Kälte die"
            " Bremsen versagen können.",
            "In Schweden waren im Januar zwei Fahrer bei Unfällen verletzt worden, teilte die"
            " Behörde für Straßensicherheit mit.",
            "Die Reparatur kostet das Unternehmen 45 Millionen Euro, sagte Konzernchefin Irena"
            " Halas. Die Aktie fiel um 6,5 Prozent.",
            "Gewerkschaften forderten eine Untersuchung der Arbeitsbedingungen bei den"
            " Zulieferern.",
        ),
    ),
    "recall-uk": (
        "uk",
        "2025-03-05",
        "Velkora відкликає 120 тисяч автомобілів через несправні гальма",
        (
            "Автовиробник «Велкора Моторс» відкликає 120 000 автомобілів, бо в мороз у них можуть"
            " відмовити гальма.",
            "Відкликання стосується моделі Tarin, яку випускали з 2021 до 2023 року на заводі"
            " в Бреніце.",
            "Ремонт коштуватиме компанії 45 млн євро, сказала виконавча директорка Ірена Галас."
            " Акції впали на 6,5 відсотка.",
        ),
    ),
    "plant-en": (
        "en",
        "2025-06-12",
        "Velkora opens battery plant in Brenice",
        (
            "Carmaker Velkora Motors opened a battery plant in Brenice on Thursday, an investment"
            " of 1.5 billion euros.",
            "The factory will employ 2,300 people and make batteries for 400,000 electric cars"
            " a year from 2027.",
            "Prime minister Tomas Verrin called it the largest investment in the region since the"
            " war. The state paid a fifth of the costs.",
            "Environmental groups protested at the gate against the use of water from the river"
            " Lusna.",
        ),
    ),
    "plant-cs": (
        "cs",
        "2025-06-12",
        "Velkora otevřela v Brenici továrnu na baterie",
        (
            "Automobilka Velkora Motors ve čtvrtek otevřela v Brenici továrnu na baterie."
            " Investovala do ní 1,5 miliardy eur.",
            "Před branou protestovali ekologové proti odběru vody z řeky Lusny.",
            "Závod zaměstná 2 300 lidí a od roku 2027 bude ročně vyrábět baterie pro 400 000"
            " elektromobilů.",
            "Premiér Tomas Verrin mluvil o největší investici v regionu od války. Pětinu nákladů"
            " zaplatil stát.",
        ),
    ),
    "plant-de": (
        "de",
        "2025-06-13",
        "Velkora eröffnet Batteriefabrik in Brenice",
        (
            "Velkora Motors hat am Donnerstag in Brenice eine Batteriefabrik eröffnet. Der"
            " Autohersteller investierte 1,5 Mrd. Euro.",
            "Das Werk soll 2.300 Menschen beschäftigen und ab 2027 jährlich Batterien für 400.000"
            " Elektroautos herstellen.",
            "Umweltschützer protestierten am Tor gegen die Entnahme von Wasser aus dem Fluss"
            " Lusna.",
        ),
    ),
    "plant-uk": (
        "uk",
        "2025-06-13",
        "Velkora відкрила завод батарей у Бреніце",
        (
            "Автовиробник «Велкора Моторс» у четвер відкрив у Бреніце завод батарей. Інвестиції"
            " становили 1,5 мільярда євро.",
            "Прем'єр-міністр Томас Веррін назвав це найбільшою інвестицією в регіоні після війни."
            " П'яту частину витрат оплатила держава.",
            "На заводі працюватимуть 2300 людей, а з 2027 року він вироблятиме батареї для 400 000"
            " електромобілів на рік.",
        ),
    ),
    "second-en": (
        "en",
        "2025-09-17",
        "Velkora recalls 38,000 cars over airbags",
        (
            "Velkora Motors is recalling 38,000 cars of the Sorel model because their airbags may"
            " not open, the carmaker said on Wednesday.",
            "It is the second recall this year. In March the company called back cars with faulty"
            " brakes.",
            "No one was hurt, chief executive Irena Halas said. The parts came from supplier"
            " Dortek.",
        ),
    ),
    "second-cs": (
        "cs",
        "2025-09-17",
        "Velkora svolává 38 000 aut kvůli airbagům",
        (
            "Automobilka Velkora Motors svolává 38 000 aut modelu Sorel, protože se jim nemusí"
            " otevřít airbagy. Oznámila to ve středu.",
            "Díly dodala firma Dortek. Nikdo nebyl zraněn, řekla generální ředitelka Irena"
            " Halasová.",
            "Je to letos už druhé svolání. V březnu firma svolala auta s vadnými brzdami.",
        ),
    ),
    "flood-en": (
        "en",
        "2025-06-12",
        "Flood in Brenice forces 800 people from their homes",
        (
            "The river Lusna flooded the old town of Brenice on Thursday night and forced 800"
            " people to leave their homes.",
            "The water rose to 4.2 metres, the highest level since 1997, said mayor Olga Pesk.",
            "Firefighters evacuated the hospital. Trains to the capital were cancelled.",
        ),
    ),
    "flood-de": (
        "de",
        "2025-06-13",
        "Hochwasser in Brenice: 800 Menschen müssen ihre Häuser verlassen",
        (
            "Der Fluss Lusna hat in der Nacht zum Freitag die Altstadt von Brenice überschwemmt."
            " 800 Menschen mussten ihre Häuser verlassen.",
            "Die Feuerwehr evakuierte das Krankenhaus. Züge in die Hauptstadt fielen aus.",
            "Das Wasser stieg auf 4,2 Meter, den höchsten Stand seit 1997, sagte Bürgermeisterin"
            " Olga Pesk.",
        ),
    ),
}

#: More reports on two of these events, in the same languages and in other words.
_RETOLD: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "recall-en-retold": (
        "en",
        "2025-03-05",
        "Carmaker pulls 120,000 vehicles from the road after braking failures",
        (
            "Some 120,000 vehicles of the Tarin model have to return to the garage, Velkora"
            " Motors announced: in frost their brakes may stop working.",
            "The cars left the Brenice plant between 2021 and 2023. In Sweden, two people were"
            " hurt in crashes in January, the road safety agency reported.",
            "Chief executive Irena Halas put the cost of the repair at 45 million euros. The"
            " shares lost 6.5 percent.",
        ),
    ),
    "recall-de-retold": (
        "de",
        "2025-03-05",
        "Gefahr bei Frost: Hersteller holt Tarin in die Werkstatt",
        (
            "Velkora Motors muss 120.000 Fahrzeuge überprüfen lassen. Die Bremsen des Modells"
            " Tarin können bei Kälte ausfallen, teilte der Autohersteller mit.",
            "Zwei Fahrer wurden im Januar in Schweden bei Unfällen verletzt. Gebaut wurden die"
            " Autos von 2021 bis 2023 im Werk Brenice.",
            "45 Millionen Euro soll die Reparatur kosten, sagte Konzernchefin Irena Halas. An der"
            " Börse verlor die Aktie 6,5 Prozent.",
        ),
    ),
    "recall-cs-retold": (
        "cs",
        "2025-03-05",
        "Mráz a brzdy: výrobce zve řidiče modelu Tarin do servisu",
        (
            "Velkora Motors musí zkontrolovat 120 000 vozů. V mrazu u nich mohou selhat brzdy,"
            " přiznala automobilka.",
            "Ve Švédsku se kvůli tomu v lednu zranili dva řidiči. Auta vznikla v letech 2021 až"
            " 2023 v továrně v Brenici.",
            "Oprava přijde na 45 milionů eur, řekla generální ředitelka Irena Halasová. Akcie"
            " odepsaly 6,5 procenta.",
        ),
    ),
    "plant-en-retold": (
        "en",
        "2025-06-12",
        "A billion and a half for car batteries: new factory on the Lusna",
        (
            "Velkora Motors has begun to make batteries in Brenice. The carmaker spent 1.5 billion"
            " euros on the plant, of which the state paid a fifth.",
            "From 2027, 2,300 workers are to turn out batteries for 400,000 electric cars every"
            " year.",
            "Tomas Verrin, the prime minister, spoke of the region's largest investment since the"
            " war. Environmental groups protested because of the water taken from the river.",
        ),
    ),
}


def write(folder: Path, *, dated: bool = True, retold: bool = False) -> Path:
    """The articles as JSON Lines, with those that tell the same again or without; returns
    the file."""
    path = folder / "news.jsonl"
    with path.open("w", encoding="utf-8") as file:
        news = _NEWS | _RETOLD if retold else _NEWS
        for name, (lang, date, title, passages) in news.items():
            record = {"id": name, "lang": lang, "title": title, "passages": passages}
            said = record | ({"date": date} if dated else {})
            file.write(json.dumps(said, ensure_ascii=False) + "\n")
    return path


def events(*, retold: bool = False) -> dict[str, set[str]]:
    """The articles on each event."""
    found: dict[str, set[str]] = {}
    for name in _NEWS | _RETOLD if retold else _NEWS:
        found.setdefault(name.partition("-")[0], set()).add(name)
    return found
