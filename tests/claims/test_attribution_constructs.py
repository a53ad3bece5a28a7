"""Ways of saying who says it that stand beside the plain ones: own eyes, speakers, nouns, passives, attitudes, echoes; in four languages."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from reading_of import reading_of

from cotejo.claims import attributions


def find(text, language, **fields):
    return attributions.find(reading_of(text, language, **fields))


def first(text, language, words, **fields):
    """The innermost attribution over the words."""
    start = text.index(words)
    return attributions.innermost(find(text, language, **fields), start, start + len(words))


SEEN = [
    ("en", "Our reporter saw four trucks leave the base at dawn.", "four trucks"),
    ("en", "Reporters for La Marea saw two planes with foreign markings.", "two planes"),
    ("en", "A La Marea correspondent counted eleven tents behind the fence.", "eleven tents"),
    ("en", "La Marea visited the hotel and found thirty men in plain clothes.", "thirty men"),
    ("es", "Esta reportera contó once carpas detrás de la cerca.", "once carpas"),
    ("es", "Este medio pudo comprobar que los uniformados ocupan la escuela.", "los uniformados"),
    ("es", "Periodistas de este diario vieron dos aviones con insignias extranjeras.", "dos aviones"),
    ("pt", "A reportagem contou onze barracas atrás da cerca.", "onze barracas"),
    ("pt", "A reportagem do jornal esteve no hotel e viu trinta homens à paisana.", "trinta homens"),
    ("pt", "Este repórter viu os caminhões entrarem na base.", "os caminhões"),
    ("ru", "Корреспондент издания видел своими глазами, как грузовики въехали на базу.", "грузовики"),
    ("ru", "Наш корреспондент насчитал одиннадцать палаток за забором.", "одиннадцать палаток"),
    ("ru", "Журналисты издания убедились, что казармы заняты иностранцами.", "казармы заняты"),
]


@pytest.mark.parametrize(("language", "text", "words"), SEEN)
def test_what_the_publishers_people_saw_is_own_reporting(language, text, words):
    found = first(text, language, words, outlet="La Marea", byline="Elsa Duarte")
    assert (found.rule, found.source.name, found.speech_act, found.distance) == ("own.first_person", "Elsa Duarte", "OBSERVE", 0)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "A reporter for the Harbour Times saw four trucks leave the base."),
        ("es", "Una reportera de Radio Umbral vio salir cuatro camiones de la base."),
        ("ru", "Корреспондент «Берегового листка» видел четыре грузовика у базы."),
    ],
)
def test_what_the_people_of_others_saw_is_not(language, text):
    assert "own.first_person" not in {each.rule for each in find(text, language, outlet="La Marea", byline="Elsa Duarte")}


TOLD_BACKWARD = [
    ("ru", "На базе ночевали сто солдат. Об этом изданию рассказал Иван Громов.", "сто солдат", "Иван Громов"),
    ("ru", "Сто солдат прибыли в Гао. Об этом в пятницу сообщило Минобороны Мали.", "Сто солдат", "Минобороны Мали"),
    ("ru", "Сто солдат прибыли в Гао. Так рассказал об этом Иван Громов.", "Сто солдат", "Иван Громов"),
    ("es", "Cien soldados llegaron a Gao. Esto lo confirmó el ministro.", "Cien soldados", "el ministro"),
    ("es", "Cien soldados llegaron a Gao. Así lo informó el alcalde.", "Cien soldados", "el alcalde"),
]


@pytest.mark.parametrize(("language", "text", "words", "name"), TOLD_BACKWARD)
def test_a_sentence_may_say_who_said_the_one_before(language, text, words, name):
    assert first(text, language, words).source.name == name


def test_a_cited_source_stands_inside_the_one_who_cites_backward():
    text = "Сто солдат прибыли в Гао. Об этом сообщает Reuters со ссылкой на двух чиновников."
    inner = first(text, "ru", "Сто солдат")
    outer = next(each for each in find(text, "ru") if each.id == inner.within)
    assert (inner.source.name, outer.source.name) == ("двух чиновников", "Reuters")


BRACKETS = [
    ("en", "The men had left for Caracas (Kommersant).", "Kommersant"),
    ("en", "Instructors arrived in Bamako (source: Radio Umbral).", "Radio Umbral"),
    ("es", "Instructores llegaron a Bamako (vía Radio Umbral).", "Radio Umbral"),
    ("pt", "Instrutores chegaram a Bamako (fonte: Rádio Umbral).", "Rádio Umbral"),
    ("ru", "Инструкторы прибыли в Бамако (Интерфакс).", "Интерфакс"),
]


@pytest.mark.parametrize(("language", "text", "name"), BRACKETS)
def test_an_outlet_in_brackets_carries_the_sentence(language, text, name):
    (only,) = find(text, language)
    assert (only.rule, only.source.name) == ("frame.bracket", name)


@pytest.mark.parametrize(
    ("language", "text"), [("en", "The battalion (Second Brigade) left on Monday."), ("es", "El batallón (Segunda Brigada) salió el lunes.")]
)
def test_other_brackets_are_no_source(language, text):
    assert find(text, language) == ()


SPEAKERS = [
    (
        "en",
        "Lena Ortiz met Juan Reyes. ORTIZ: The men at the base are cooks. They came in May. REYES: Who pays them?",
        "They came in May",
        "Lena Ortiz",
    ),
    ("es", "La senadora Lena Ortiz habló ayer. Ortiz: «No hay soldados en la base»", "No hay soldados", "Lena Ortiz"),
    ("pt", "A deputada Graça Nhantumbo falou ontem. Nhantumbo: «Não há soldados no quartel»", "Não há soldados", "Graça Nhantumbo"),
    ("ru", "Депутат Нина Громова выступила вчера. Громова: «Солдат на базе нет»", "Солдат на базе", "Нина Громова"),
    ("en", "“The men at the base are cooks.” — Lena Ortiz, a teacher", "The men at the base", "Lena Ortiz"),
    ("es", "«Los soldados durmieron en la escuela.» — Rosa Paz, maestra", "Los soldados", "Rosa Paz"),
    ("pt", "«Os soldados dormiram na escola.» — Amélia Tembe, professora", "Os soldados", "Amélia Tembe"),
    ("ru", "«Солдаты ночевали в школе». — Нина Громова, учительница", "Солдаты ночевали", "Нина Громова"),
]


@pytest.mark.parametrize(("language", "text", "words", "name"), SPEAKERS)
def test_a_name_before_a_colon_or_under_a_quotation_speaks(language, text, words, name):
    assert first(text, language, words).source.name == name


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Correction: The convoy left in May, not in June."),
        ("en", "UPDATE: The convoy left in May."),
        ("es", "Resumen: El convoy salió en mayo."),
        ("ru", "Справка: Колонна вышла в мае."),
    ],
)
def test_a_label_is_no_speaker(language, text):
    assert find(text, language) == ()


NOUNS = [
    ("en", "The claim by the mayor that soldiers sleep in the school went around.", "soldiers sleep", "the mayor", "ASSERT"),
    ("en", "The Malian army's denial that instructors had arrived came late.", "instructors had", "The Malian army", "DENY"),
    ("en", "Lena Ortiz spoke on Monday. Her warning that mercenaries are near was ignored, said a neighbour.", "mercenaries are near", "Lena Ortiz", "ACCUSE"),
    ("es", "La denuncia del diputado Ramiro Solís de que los extranjeros ocupan las fincas fue archivada.", "los extranjeros", "Ramiro Solís", "ACCUSE"),
    ("es", "La afirmación del alcalde de que llegaron tropas sorprendió a todos.", "llegaron tropas", "alcalde", "ASSERT"),
    ("es", "El desmentido de la cancillería rusa de que haya tropas en Gao llegó tarde.", "haya tropas", "la cancillería rusa", "DENY"),
    ("pt", "A denúncia da deputada Graça Nhantumbo de que soldados ocupam o quartel foi ignorada.", "soldados ocupam", "Graça Nhantumbo", "ACCUSE"),
    ("pt", "A afirmação do prefeito de que chegaram tropas surpreendeu a todos.", "chegaram tropas", "prefeito", "ASSERT"),
    ("pt", "O anúncio do governo da Sérvia de que virão instrutores causou surpresa.", "virão instrutores", "governo da Sérvia", "ANNOUNCE"),
    ("ru", "Заявление посольства России о том, что грузовики прибыли в Гао, вызвало вопросы.", "грузовики прибыли", "посольства России", "ASSERT"),
    ("ru", "Утверждения министра, что базу построили, вызвали вопросы.", "базу построили", "министра", "ASSERT"),
    ("ru", "Обвинения депутата Андрея Лаптева в том, что солдаты заняли школу, остались без ответа.", "солдаты заняли", "Андрея Лаптева", "ACCUSE"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "words", "name", "act"), NOUNS)
def test_a_noun_of_saying_has_its_speaker(language, text, words, name, act):
    found = first(text, language, words)
    assert (found.source.name, found.speech_act) == (name, act)


PASSIVES = [
    ("en", "The deployment was confirmed by the Malian defence ministry.", "The deployment", "the Malian defence ministry"),
    ("en", "The arrival was first reported by Reuters.", "The arrival", "Reuters"),
    ("es", "El despliegue fue confirmado por el Ministerio de Defensa de Mali.", "El despliegue", "el Ministerio de Defensa de Mali"),
    ("pt", "O envio foi confirmado pelo Ministério da Defesa do Mali.", "O envio", "Ministério da Defesa do Mali"),
]


@pytest.mark.parametrize(("language", "text", "words", "name"), PASSIVES)
def test_a_passive_names_its_speaker_behind_by(language, text, words, name):
    found = first(text, language, words)
    assert (found.rule, found.source.name) == ("verb.passive", name)


JOINED = [
    ("en", "The governor visited the base on Monday and said the men were cooks.", "the men were cooks", "The governor"),
    ("en", "The company cleared the base, saying it would never return.", "it would never return", "The company"),
    ("en", "Donald Ayala is demanding that the ships leave.", "the ships leave", "Donald Ayala"),
    ("en", "As a phone rang, the announcer said, “Soldiers are at the gate.”", "Soldiers are at the gate", "the announcer"),
    ("es", "El ministro visitó la base y dijo que no hay tropas.", "no hay tropas", "El ministro"),
    ("es", "La gobernadora cerró el puerto, diciendo que llegaron barcos.", "llegaron barcos", "La gobernadora"),
    ("es", "Su vecina contó que los soldados durmieron en la escuela.", "los soldados durmieron", "Su vecina"),
    ("pt", "O ministro visitou a base e disse que não há tropas.", "não há tropas", "O ministro"),
    ("pt", "A governadora fechou o porto, dizendo que chegaram navios.", "chegaram navios", "A governadora"),
    ("pt", "O deputado está dizendo que não há bases.", "não há bases", "O deputado"),
    ("ru", "Министр приехал на базу и заявил, что солдаты ушли.", "солдаты ушли", "Министр"),
    ("ru", "Глава района посетил базу, заявив, что солдаты уехали.", "солдаты уехали", "Глава"),
    ("ru", "Сто солдат прибыли в Гао, рассказал «Береговому листку» Иван Громов.", "Сто солдат", "Иван Громов"),
]


@pytest.mark.parametrize(("language", "text", "words", "name"), JOINED)
def test_the_subject_may_stand_far_from_its_verb(language, text, words, name):
    assert first(text, language, words).source.name == name


ATTITUDES = [
    ("en", "The Harbour Authority does not want foreign ships in the port.", "negative"),
    ("en", "Several environmentalists criticised the arrival of the frigate.", "positive"),
    ("en", "The mayor is worried about foreign soldiers in the school.", "positive"),
    ("es", "El alcalde no quiere barcos extranjeros en el puerto.", "negative"),
    ("es", "La cancillería rusa apoya el despliegue de tropas en Mali.", "positive"),
    ("es", "El embajador está preocupado por la llegada de instructores.", "positive"),
    ("pt", "O governo da Sérvia não quer bases estrangeiras no país.", "negative"),
    ("pt", "O prefeito apoia a presença de soldados no quartel.", "positive"),
    ("pt", "O embaixador está preocupado com a chegada de instrutores.", "positive"),
    ("ru", "Глава района не хочет иностранных баз в порту.", "negative"),
    ("ru", "МИД России поддержал размещение инструкторов в Гао.", "positive"),
    ("ru", "Посольство обеспокоено тем, что солдаты вошли в Гао.", "positive"),
]


@pytest.mark.parametrize(("language", "text", "polarity"), ATTITUDES)
def test_who_only_wants_or_fears_is_no_voice(language, text, polarity):
    (only,) = find(text, language)
    assert only.rule.startswith("attitude.")
    assert only.polarity == polarity
    assert attributions.voices((only,)) == ()


def test_a_quotation_over_several_sentences_is_one_content():
    text = "“They came at night. They slept in the school. They left,” said Moussa Diarra, a driver."
    assert first(text, "en", "They slept").content.exact == "“They came at night. They slept in the school. They left,”"


ECHO = "{report}\n“Visten uniforme ajeno y vuelan drones” https://t.example/x\n— Marta Cruz (@martacruz) January 14, 2020\nThe army said nothing had changed."


def test_a_post_that_only_quotes_the_report_is_an_echo_of_it():
    text = ECHO.format(report="A report by journalist Inés Ruano, published in El Vigía, revealed that ten officers sleep at the port.")
    found = find(text, "en")
    inner = first(text, "en", "Visten uniforme")
    outer = next(each for each in found if each.id == inner.within)
    assert (inner.rule, inner.source.name, outer.source.kind) == ("embed.quotes_report", "Inés Ruano", "account")


def test_a_post_without_a_report_before_it_speaks_for_itself():
    text = ECHO.format(report="The river rose in May.")
    assert "embed.quotes_report" not in {each.rule for each in find(text, "en")}


PLACED = [
    ("es", "Unos 200 militares llegaron a Gao, informó el lunes el Ministerio de Defensa maliense.", "Unos 200 militares", ["el Ministerio de Defensa maliense"]),
    ("es", "Los soldados viven en Agadez, afirmó anoche el jefe de la policía.", "Los soldados", ["el jefe de la policía"]),
    ("es", "Llegaron radares al puerto, según fuentes militares citadas por el diario La Tarde.", "Llegaron radares", ["La Tarde", "fuentes militares"]),
    ("es", "Cien soldados llegaron a Gao. La información es de un funcionario de la aduana.", "Cien soldados", ["un funcionario de la aduana"]),
    ("pt", "Cem soldados chegaram a Gao, mas nenhuma data foi marcada, disse um funcionário da alfândega.", "Cem soldados", ["um funcionário da alfândega"]),
    ("pt", "Cem soldados chegaram a Gao. A informação é da agência Lusa.", "Cem soldados", ["Lusa"]),
    ("pt", "Chegaram radares ao porto, segundo fontes militares citadas pelo jornal A Tarde.", "Chegaram radares", ["A Tarde", "fontes militares"]),
    ("ru", "Колонна вышла из Гао, сообщили жители агентству «Нигер-Пресс».", "Колонна вышла", ["Нигер-Пресс", "жители"]),
    ("ru", "Сто солдат прибыли в Гао. Сведения получены от сотрудника таможни.", "Сто солдат", ["сотрудника таможни"]),
    ("ru", "Солдаты вошли в Гао, писала на прошлой неделе газета «Береговой листок».", "Солдаты вошли", ["Береговой листок"]),
    ("en", "A convoy left Gao, but its cargo is unknown, a customs official said.", "A convoy left", ["a customs official"]),
    ("en", "Radars came to the port, according to military sources quoted by the Harbour Times.", "Radars came", ["Harbour Times", "military sources"]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "words", "names"), PLACED)
def test_days_recipients_and_citers_do_not_hide_the_speaker(language, text, words, names):
    found = find(text, language)
    by_id = {each.id: each for each in found}
    at, chain = first(text, language, words), []
    while at is not None:
        chain.insert(0, at.source.name)
        at = by_id.get(at.within)
    assert chain == names


CITING = [
    ("es", "Unos treinta soldados llegaron el lunes a Gao, según la agencia Brisa, que cita a un diario local."),
    ("en", "Foreign troops have set up a radar near Gao, the newspaper Niger Today reported, quoting the owner of a mill."),
]


@pytest.mark.parametrize(("language", "text"), CITING)
def test_whom_a_source_cites_lies_within_it_and_never_the_other_way_round(language, text):
    found = find(text, language)
    ids = {each.id for each in found}
    assert len(found) > 1
    assert all(each.within is None or each.within in ids for each in found)
