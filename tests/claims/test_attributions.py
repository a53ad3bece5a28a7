"""Who says what: the frames of four languages, on countries far apart."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from reading_of import reading_of

from cotejo.claims import attributions
from cotejo.records.attribution import Attribution


def find(text, language, **fields):
    return attributions.find(reading_of(text, language, **fields))


def chain_over(found, text, words) -> list[Attribution]:
    start = text.index(words)
    at = attributions.innermost(found, start, start + len(words))
    by_id = {each.id: each for each in found}
    chain = []
    while at is not None:
        chain.insert(0, at)
        at = by_id.get(at.within)
    return chain


# language, text, words of the claim, names of the chain outermost first (beginning of each), speech act of the innermost
CASES = [
    # English
    ("en", "According to Aminata Keïta, foreign instructors arrived in Sévaré on Monday.", "foreign instructors arrived", ["Aminata Keïta"], "ASSERT"),
    ("en", "Foreign instructors arrived in Sévaré, according to the Malian army.", "instructors arrived", ["the Malian army"], "ASSERT"),
    ("en", 'The convoy left at dawn. "They took the road to Gao," said Moussa Diarra, a driver.', "They took the road", ["Moussa Diarra"], "ASSERT"),
    ("en", "Belarusian opposition leader Pavel Latushko said that missiles were unloaded near Asipovichy.", "missiles were unloaded", ["Pavel Latushko"], "ASSERT"),
    ("en", "A report by journalist Inés Ruano, published in El Vigía, revealed that ten officers are lodged at the port.", "ten officers are lodged", ["El Vigía", "Inés Ruano"], "ASSERT"),
    ("en", "The Moldovan defence ministry denied that foreign troops had entered the country.", "foreign troops had entered", ["The Moldovan defence ministry"], "DENY"),
    ("en", "The Harbour Times reported on Friday, citing two port workers, that a frigate had docked in Tartus.", "a frigate had docked", ["The Harbour Times", "two port workers"], "ASSERT"),
    ("en", "It was reported that drones took off from the airfield.", "drones took off", ["It was reported that"], "ASSERT"),
    ("en", "Rumours of a foreign garrison in Bluefields have circulated for weeks, but nobody has shown proof.", "foreign garrison", ["Rumours"], "ASSERT"),
    ("en", "Lena Ortiz, a lawmaker from the north whom the court had barred, denounced that soldiers are fencing off farms.", "soldiers are fencing", ["Lena Ortiz"], "ACCUSE"),
    ("en", "OpenSky Watch has followed the base since May. In June, it reported the arrival of two transports, supported by satellite images.", "the arrival of two transports", ["OpenSky Watch"], "OBSERVE"),
    # Spanish
    ("es", "Según el diario La Marea, ocho militares chinos se alojan en el puerto de Corinto.", "ocho militares chinos", ["La Marea"], "ASSERT"),
    ("es", "Ocho militares extranjeros se alojan en el puerto, informó la periodista Elsa Duarte en el portal Costa Viva.", "Ocho militares", ["Costa Viva", "Elsa Duarte"], "ASSERT"),
    ("es", "«Llegaron de noche en tres camiones», relató Julio Tinoco, un pescador de la zona.", "Llegaron de noche", ["Julio Tinoco"], "ASSERT"),
    ("es", "El Ministerio de Defensa de Mali negó que haya tropas extranjeras en Kidal.", "haya tropas extranjeras", ["El Ministerio de Defensa de Mali"], "DENY"),
    ("es", "La agencia Ámbar, citando a dos diplomáticos, informó que llegaron radares a Latakia.", "llegaron radares", ["Ámbar", "dos diplomáticos"], "ASSERT"),
    ("es", "Se informó que varios helicópteros sobrevolaron la frontera.", "varios helicópteros", ["Se informó que"], "ASSERT"),
    ("es", "El diputado Ramiro Solís denunció que los extranjeros pretenden “ocupar las fincas” del río.", "los extranjeros pretenden", ["Ramiro Solís"], "ACCUSE"),
    ("es", "Un informe de Clara Ibáñez, publicado en El Faro Azul, reveló que veinte instructores viven en un hotel.", "veinte instructores viven", ["El Faro Azul", "Clara Ibáñez"], "ASSERT"),
    ("es", "La cancillería rusa calificó de bulo la presencia de soldados en el aeropuerto.", "la presencia de soldados", ["La cancillería rusa"], "DENY"),
    # Portuguese
    ("pt", "Segundo o portal Maré Alta, dez instrutores estrangeiros chegaram a Pemba.", "dez instrutores", ["Maré Alta"], "ASSERT"),
    ("pt", "Soldados estrangeiros ocupam o quartel, disse a deputada Graça Nhantumbo.", "Soldados estrangeiros", ["Graça Nhantumbo"], "ASSERT"),
    ("pt", "O Ministério da Defesa da Sérvia desmentiu que existam bases estrangeiras no país.", "existam bases estrangeiras", ["O Ministério da Defesa da Sérvia"], "DENY"),
    ("pt", "«Vimos os caminhões entrarem no porto», contou Amélia Tembe, moradora da vila.", "Vimos os caminhões", ["Amélia Tembe"], "ASSERT"),
    ("pt", "De acordo com a jornalista Rute Falcão, os drones decolaram à noite.", "os drones decolaram", ["Rute Falcão"], "ASSERT"),
    ("pt", "O jornal Correio do Norte, citando dois oficiais, noticiou que chegou um navio de guerra.", "chegou um navio", ["Correio do Norte", "dois oficiais"], "ASSERT"),
    ("pt", "Noticiou-se que helicópteros pousaram na ilha.", "helicópteros pousaram", ["Noticiou-se que"], "ASSERT"),
    # Russian
    ("ru", "Как сообщает издание «Береговой листок» со ссылкой на двух моряков, в порт Тартус вошёл фрегат.", "вошёл фрегат", ["Береговой листок", "двух моряков"], "ASSERT"),
    ("ru", "По словам депутата Андрея Лаптева, иностранные инструкторы прибыли в Гао.", "иностранные инструкторы прибыли", ["Андрея Лаптева"], "ASSERT"),
    ("ru", "«Они приехали ночью на трёх грузовиках», — рассказала жительница посёлка Нина Громова.", "Они приехали ночью", ["Нина Громова"], "ASSERT"),
    ("ru", "Министерство обороны Молдавии опровергло, что в страну вошли иностранные войска.", "вошли иностранные войска", ["Министерство обороны Молдавии"], "DENY"),
    ("ru", "По неподтверждённым данным, на аэродром доставили радар.", "доставили радар", ["По неподтверждённым данным"], "ASSERT"),
    ("ru", "Журналист Пётр Осипов сообщил, что самолёт приземлился в Бамако.", "самолёт приземлился", ["Пётр Осипов"], "ASSERT"),
    ("ru", "Посольство Китая назвало сообщения о базе фейком.", "сообщения о базе", ["Посольство Китая"], "DENY"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "words", "names", "act"), CASES)
def test_chain_is_read_from_the_text(language, text, words, names, act):
    chain = chain_over(find(text, language), text, words)
    assert [each.source.name.removeprefix("The ").removeprefix("El ") for each in chain] == [
        name.removeprefix("The ").removeprefix("El ") for name in names
    ]
    assert chain[-1].speech_act == act


NO_SOURCE = [
    ("en", "The state of Táchira lies on the border. Reports of rain came in."),
    ("en", "Moldova is a country between two rivers. The report is long."),
    ("en", "Bolívar is the largest state, and its mines feed many families."),
    ("es", "El estado Bolívar es grande. La denuncia fue archivada en Caracas."),
    ("es", "Las tropas llegaron como un balde de agua fría a San Cristóbal."),
    ("pt", "O relatório é longo. A cidade de Pemba fica no norte de Moçambique."),
    ("ru", "Колонна прошла через Гао. Город стоит на реке."),
    ("ru", "Танк занял место у входа в музей."),
]


@pytest.mark.parametrize(("language", "text"), NO_SOURCE)
def test_no_source_is_invented(language, text):
    assert find(text, language) == ()


CARRIED = [
    ("en", "Ana Brizuela, a reporter for the Sur Daily, said that radars were set up in Rivas. According to the report, soldiers guard the gate.", "soldiers guard", "Ana Brizuela"),
    ("en", "Journalist Omar Haidar wrote that trucks crossed at night. She later left. He said the drivers were foreign.", "the drivers were foreign", "Omar Haidar"),
    ("es", "La periodista Elsa Duarte reveló que hay radares en Rivas. La periodista añadió que los cuida un sargento.", "los cuida un sargento", "Elsa Duarte"),
    ("pt", "A jornalista Rute Falcão revelou que há radares em Pemba. A repórter acrescentou que um sargento os vigia. ", "um sargento os vigia", "Rute Falcão"),
    ("ru", "Журналист Пётр Осипов сообщил, что в Гао стоят радары. По его словам, их охраняет сержант.", "их охраняет сержант", "Пётр Осипов"),
    ("en", "Inés Ruano said the men came by sea. Duarte Pena said they came by air. According to Ruano, they left at dawn.", "they left at dawn", "Inés Ruano"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "words", "name"), CARRIED)
def test_later_mentions_are_the_same_source(language, text, words, name):
    chain = chain_over(find(text, language), text, words)
    assert [each.source.name for each in chain] == [name]


def test_an_inner_source_belongs_to_the_one_who_quotes_it():
    text = "“Low-level officials say the men are specialists,” Inés Ruano said in her report."
    chain = chain_over(find(text, "en"), text, "the men are specialists")
    assert [(each.source.name, each.source.kind) for each in chain] == [("Inés Ruano", "person"), ("Low-level officials", "unnamed")]


def test_two_voices_side_by_side_do_not_nest():
    text = "The mayor said soldiers had arrived, but the Nicaraguan army denied that any foreigner was there."
    found = find(text, "en")
    assert [each.source.name for each in chain_over(found, text, "soldiers had arrived")] == ["The mayor"]
    assert [each.source.name for each in chain_over(found, text, "any foreigner was there")] == ["Nicaraguan army"]


DATELINES = [
    ("en", "BAMAKO (Cierzo) - Foreign instructors arrived on Monday, a resident said.", "Cierzo"),
    ("en", "TARTUS, Syria, Dec 3 (Reuters) - Foreign instructors arrived on Monday, a resident said.", "Reuters"),
    ("es", "MANAGUA, 10 dic (Agencia Litoral) — Llegaron instructores extranjeros, dijo un vecino.", "Agencia Litoral"),
    ("es", "Llegaron instructores extranjeros, dijo un vecino.\n\nCon información de AFP", "AFP"),
    ("pt", "Maputo, 10 dez (Lusa) - Chegaram instrutores estrangeiros, disse um morador.", "Lusa"),
    ("ru", "МИНСК, 3 января. /ТАСС/. Прибыли иностранные инструкторы, сообщил житель города.", "ТАСС"),
]


@pytest.mark.parametrize(("language", "text", "agency"), DATELINES)
def test_an_agency_carries_the_whole_text(language, text, agency):
    found = find(text, language, outlet="Otro Diario")
    carrier = found[0]
    assert (carrier.source.name, carrier.source.kind, carrier.mode, carrier.within) == (agency, "agency", "structure", None)
    assert len(found) > 1
    assert all(each.within == carrier.id for each in found[1:])
    assert not any("(" in each.content.exact for each in found[1:] if each.content)


@pytest.mark.parametrize(
    ("language", "text", "agency"),
    [
        ("en", "Men land in Gao\n\nDec 29 (Reuters) - Sixty men landed in Gao on Tuesday.", "Reuters"),
        ("es", "Llegan a Gao\nPor la redacción\nBAMAKO (EFE) - Sesenta hombres llegaron a Gao.", "EFE"),
        ("ru", "Шестьдесят человек в Гао\n\nМОСКВА, 3 января. /ТАСС/. Шестьдесят человек прибыли в Гао.", "ТАСС"),
    ],
)
def test_a_dateline_under_a_heading_names_the_carrier_too(language, text, agency):
    (carrier,) = [one for one in find(text, language) if one.mode == "structure"]
    assert carrier.source.name == agency
    assert carrier.content.exact.startswith(("Sixty", "Sesenta", "Шестьдесят человек прибыли"))


def test_brackets_in_a_later_paragraph_of_prose_are_no_dateline():
    text = f"Sixty men landed in Gao. {'The market was full of rumours that day. ' * 8}\n\nThe daily (Reuters) - as it calls itself - was late."
    assert not [one for one in find(text, "en") if one.mode == "structure"]


def test_the_publishers_own_dateline_is_no_carrier():
    found = find("MOSCOW (Cierzo) - Contractors arrived this week, two people told Cierzo.", "en", outlet="Cierzo")
    assert [(each.source.kind, each.rule, each.within) for each in found] == [("unnamed", "own.told_us", None)]


OWN = [
    ("en", "Soldiers slept in the school, a teacher, Rosa Paz, told this newspaper.", "own.told_us"),
    ("es", "Dos aviones aterrizaron el sábado, dijo a este diario un funcionario de la aduana.", "own.told_us"),
    ("pt", "Os soldados dormiram na escola, disse a este jornal um morador da vila.", "own.told_us"),
    ("ru", "Солдаты ночевали в школе, рассказал нашему изданию житель посёлка.", "own.told_us"),
    ("en", "This correspondent watched from the fence as men in uniform left the aircraft.", "own.first_person"),
    ("es", "Acabo de ver aterrizar un avión de carga en la pista militar.", "own.first_person"),
]


@pytest.mark.parametrize(("language", "text", "rule"), OWN)
def test_own_reporting_is_marked(language, text, rule):
    found = find(text, language, outlet="La Marea", byline="Elsa Duarte")
    assert [each.rule for each in found] == [rule]


def test_a_byline_is_the_publisher():
    text = "According to Elsa Duarte, two ships docked. The port authority said the ships were foreign."
    names = [each.source.name for each in find(text, "en", outlet="La Marea", byline="Elsa Duarte")]
    assert "Elsa Duarte" not in names
    assert len(names) == 1


DENIALS = [
    ("en", "The embassy of Russia denied that there are soldiers in Gao.", "presence"),
    ("en", "The Russian embassy denied the figure of 400 men.", "number"),
    ("es", "El gobierno de Nicaragua negó que la presencia viole la Constitución.", "legality"),
    ("es", "El gobierno de Nicaragua negó que sean mercenarios.", "status"),
    ("es", "La embajada china negó que pretendan intervenir en la zona.", "purpose"),
    ("pt", "O governo da Sérvia negou que haja tropas estrangeiras no país.", "presence"),
    ("pt", "O governo da Sérvia negou os números publicados.", "number"),
    ("ru", "МИД России опроверг присутствие военных в Гао.", "presence"),
    ("ru", "МИД России опроверг, что это наёмники.", "status"),
]


@pytest.mark.parametrize(("language", "text", "denies"), DENIALS)
def test_a_denial_says_what_it_denies(language, text, denies):
    (only,) = find(text, language)
    assert (only.speech_act, only.polarity, only.denies) == ("DENY", "negative", denies)


DECLINED = [
    ("en", "The Russian embassy in Bamako declined to comment."),
    ("es", "La embajada rusa no respondió a las preguntas."),
    ("pt", "A embaixada russa não quis comentar."),
    ("ru", "В посольстве России от комментариев отказались."),
    ("es", "Ni el Ministerio de la Defensa ni la embajada rusa respondieron a las llamadas."),
]


@pytest.mark.parametrize(("language", "text"), DECLINED)
def test_no_comment_is_no_denial(language, text):
    found = find(text, language)
    assert found
    assert {(each.speech_act, each.polarity) for each in found} == {("DECLINE", "unknown")}


def test_a_pasted_post_is_an_account_with_its_own_date():
    text = "“Llevan uniforme ajeno y usan drones”\n— Marta Cruz (@martacruz) January 14, 2020\n\nThe army said nothing had changed."
    post = next(each for each in find(text, "en") if each.source.kind == "account")
    assert post.said_on is not None
    assert (post.said_on.exact, post.content.exact) == ("January 14, 2020", "“Llevan uniforme ajeno y usan drones”")


def test_an_office_of_that_country_is_not_guessed():
    text = "Soldiers of Russia and Venezuela share the base. The Foreign Ministry of that country said that they are “specialists”."
    (only,) = find(text, "en")
    assert (only.source.kind, only.source.state, only.source.flags) == ("office", None, ("ambiguous:RU|VE",))
    assert (only.speech_act, only.denies) == ("RECHARACTERISE", "status")


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("es", "—Los vimos entrar de noche —dijo Julio Tinoco—. Eran extranjeros.", "Los vimos entrar"),
        ("ru", "— Мы видели их ночью, — рассказала Нина Громова. — Это были иностранцы.", "Мы видели их"),
        ("pt", "— Vimos os homens à noite — contou Amélia Tembe. — Eram estrangeiros.", "Vimos os homens"),
    ],
)
def test_dash_dialogue(language, text, said):
    found = find(text, language)
    assert len(chain_over(found, text, said)) == 1


def test_unsupported_language_gives_none():
    assert find("Die Soldaten kamen, sagte der Sprecher.", "de") == ()


def test_one_who_saw_stands_at_distance_zero():
    found = find("A resident, Moussa Diarra, told Reuters that trucks had passed at night.", "en", outlet="La Marea")
    assert [
        (each.source.name, each.distance)
        for each in chain_over(found, "A resident, Moussa Diarra, told Reuters that trucks had passed at night.", "trucks had passed")
    ] == [
        ("Reuters", 1),
        ("Moussa Diarra", 0),
    ]


def test_hearsay_has_no_known_distance():
    (only,) = find("The Malian army said that trucks had passed at night.", "en")
    assert only.distance is None
