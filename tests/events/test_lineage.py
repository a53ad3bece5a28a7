"""Who rests on whom, and how many origins that leaves."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import pytest
from building import Desk, interval, on, run

from cotejo.events.derive import derive

SCOOP = (
    "About 80 soldiers set up radars and antennas inside the fort at Rubio last week. A soldier of the garrison told this newspaper that trucks "
    "with long boxes came at night, that part of the barracks was closed even to its own men and that nobody was allowed to carry a telephone. "
    "Shopkeepers four streets from the cathedral of San Cristóbal complained that for six days their card readers had no line at all."
)
AUGUST = {"place": "Rubio", "first": on("2019-08-19"), "last": on("2019-08-25")}


def scoop(desk: Desk):
    document = desk.document("scoop", SCOOP, outlet="Norte", byline="Ana Ruiz", day=on("2019-08-26"), url="https://norte.example/radars")
    soldier = desk.attribution(document, "A soldier of the garrison", "unnamed", key="unnamed:outlet:norte/soldier", rule="own.told_us")
    desk.claim(
        document, "About 80 soldiers set up radars and antennas inside the fort at Rubio", "SYSTEM_EMPLACED", by=soldier, count=(72, 88), **AUGUST
    )
    return document


def only_event(corpus):
    (event,) = corpus.events
    return event


def edges(desk: Desk) -> dict[tuple[str, str], set[str]]:
    corpus = run(desk.records)
    names = {key: document.external_id for key, document in corpus.documents.items()}
    found: dict[tuple[str, str], set[str]] = {}
    for edge in corpus.derivations.values():
        if edge.later in names:
            found.setdefault((names[edge.later], names.get(edge.earlier, edge.earlier)), set()).add(f"{edge.relation}/{edge.strength}")
    return found


def test_told_to_this_newspaper_is_own_reporting():
    desk = Desk()
    scoop(desk)
    corpus = run(desk.records)
    assert interval(corpus, only_event(corpus)) == (1, 1)
    (origin,) = [found for found in corpus.origins.values() if found.detail is None]
    assert origin.name == "Ana Ruiz (Norte)"
    assert origin.evidence[0].kind == "told_us"


def test_a_reprint_and_a_reprint_in_part_rest_on_the_earlier():
    desk = Desk()
    scoop(desk)
    desk.document("reprint", SCOOP, outlet="Sur", day=on("2019-08-27"))
    part = "Elsewhere it rained. A soldier of the garrison told this newspaper that trucks with long boxes came at night, that part was shut. Sun."
    desk.document("part", part, outlet="Este", day=on("2019-08-28"))
    found = edges(desk)
    assert found["reprint", "scoop"] == {"copies/hard"}
    assert found["part", "scoop"] == {"copies/hard"}
    assert ("scoop", "reprint") not in found


def test_a_translation_without_credit_keeps_names_and_numbers_in_their_order():
    desk = Desk()
    original = (
        "Un grupo de 47 instructores llegó a Gao en un Il-76 procedente de Latakia, dijo Moussa Traoré. El coronel Fedotov los recibió en Bamako y "
        "les entregó 12 vehículos Tigr. El 318 batallón de Kati abrió sus puertas."
    )
    translated = (
        "Группа из 47 инструкторов прибыла в Гао на Ил-76 из Латакии, сказал Мусса Траоре. Полковник Федотов встретил их в Бамако и передал им "
        "12 машин Тигр. Открыл ворота 318 батальон из Кати."
    )
    desk.document("es", original, outlet="Uno", day=on("2022-02-01"), language="es")
    desk.document("ru", translated, outlet="Два", day=on("2022-02-02"), language="ru")
    for number in range(8):
        desk.document(
            f"other{number}", f"The harvest in valley {number} was good, said Peter Brown of Lyon.", outlet=f"O{number}", day=on("2022-02-01")
        )
    assert edges(desk)["ru", "es"] <= {"translates/soft", "translates/hard"}


def test_a_report_written_apart_about_the_same_is_no_copy():
    desk = Desk()
    scoop(desk)
    witness = (
        "Rosa Trujillo has sold bread across from the gate of the fort at Rubio for years. She saw antennas rise behind the water tank last week, "
        "she told our reporter, and heard Russian spoken by those who put them up."
    )
    document = desk.document("witness", witness, outlet="Torbes", byline="X. Larralde", day=on("2019-08-28"))
    rosa = desk.attribution(document, "Rosa Trujillo", "witness", key="person:rosa-trujillo", rule="own.told_us", act="OBSERVE", distance=0)
    desk.claim(document, "She saw antennas rise behind the water tank last week", "SYSTEM_EMPLACED", by=rosa, **AUGUST)
    corpus = run(desk.records)
    assert interval(corpus, only_event(corpus)) == (2, 2)
    assert not [edge for edge in corpus.derivations.values() if edge.later == document.id]


def echo(desk: Desk, name: str, *, words: str, day: str, credit=None, links=(), outlet=None, **facts):
    document = desk.document(
        name, f"{words}, {credit or 'it is said'}. Readers of {name} wrote to us.", outlet=outlet or f"Outlet {name}", day=on(day), links=links
    )
    by = desk.attribution(document, credit, "outlet", key=f"outlet:{credit.lower()}") if credit else None
    desk.claim(document, words, "SYSTEM_EMPLACED", by=by, **{**AUGUST, **facts})
    return document


def test_ten_articles_that_repeat_one_report_are_one_origin():
    desk = Desk()
    scoop(desk)
    for number in range(5):
        echo(desk, f"credit{number}", words=f"Some 80 men of unit {number} put up radars at Rubio", day="2019-08-27", credit="Norte")
        echo(desk, f"link{number}", words=f"In Rubio radars were put up ({number})", day="2019-08-28", links=("http://www.norte.example/radars?x=1",))
    corpus = run(desk.records)
    assert interval(corpus, only_event(corpus)) == (1, 1)
    (origin,) = [found for found in corpus.origins.values() if found.detail is None]
    assert len(origin.documents) == 11


def test_no_credit_and_no_likeness_is_undetermined_and_widens_only_the_upper_bound():
    desk = Desk()
    scoop(desk)
    echo(desk, "column", words="Radars stand at Rubio now", day="2019-08-30")
    corpus = run(desk.records)
    assert interval(corpus, only_event(corpus)) == (1, 2)


def test_a_named_speaker_in_three_outlets_is_one_origin():
    desk = Desk()
    for name in "abc":
        document = desk.document(name, f"Deputy Luis Peña said in {name} that radars stand at Rubio.", outlet=f"Outlet {name}", day=on("2019-08-26"))
        speaker = desk.attribution(document, "Luis Peña", "politician", key="person:luis-pena")
        desk.claim(document, "radars stand at Rubio", "SYSTEM_EMPLACED", by=speaker, **AUGUST)
    corpus = run(desk.records)
    assert interval(corpus, only_event(corpus)) == (1, 1)


def test_a_look_alike_is_kept_apart_and_said():
    desk = Desk()
    post = desk.document(
        "post",
        "Radars are going up at Rubio right now.",
        outlet="Trino",
        byline="Canal Ocho VE (@canalochove)",
        day=on("2019-08-26"),
        url="https://t.example/9",
    )
    desk.claim(post, "Radars are going up at Rubio right now", "SYSTEM_EMPLACED", **AUGUST)
    echo(desk, "story", words="Radars were put up at Rubio", day="2019-08-27", credit="Telecanal", links=("https://t.example/9",))
    corpus = run(desk.records)
    (origin,) = [found for found in corpus.origins.values() if found.detail is None]
    assert origin.name == "Canal Ocho VE (@canalochove)"
    assert "kept apart" in origin.why


def test_a_document_never_rests_on_a_later_one():
    desk = Desk()
    desk.document("late", SCOOP, outlet="Sur", day=on("2019-09-27"), url="https://sur.example/1")
    desk.document("early", SCOOP, outlet="Norte", day=on("2019-08-26"), links=("https://sur.example/1",))
    found = edges(desk)
    assert set(found) == {("late", "early")}


def test_reports_that_rest_on_each_other_are_a_circle_and_no_origin():
    desk = Desk()
    for name, other in (("Alfa", "Beta"), ("Beta", "Alfa")):
        document = desk.document(name, f"Radars stand at Rubio, {other} reports in number {name}.", outlet=name, day=on("2019-08-27"))
        by = desk.attribution(document, other, "outlet", key=f"outlet:{other.lower()}")
        desk.claim(document, "Radars stand at Rubio", "SYSTEM_EMPLACED", by=by, **AUGUST)
    corpus = run(desk.records)
    assert interval(corpus, only_event(corpus)) == (0, 1)
    (origin,) = [found for found in corpus.origins.values() if found.detail is None]
    assert "circular" in origin.why


def test_a_count_that_drifted_has_its_own_origins():
    desk = Desk()
    scoop(desk)
    echo(desk, "drift", words="Some 400 men put up radars at Rubio", day="2019-08-27", credit="Norte", count=(400, 400))
    corpus = run(desk.records)
    event = only_event(corpus)
    assert interval(corpus, event) == (1, 1)
    assert interval(corpus, event, detail="count") == (1, 1)
    assert interval(corpus, event, detail="count=400") == (0, 1)


@pytest.mark.parametrize("repeat", [3, 4])
def test_boilerplate_is_no_dependence(repeat):
    footer = (
        "Subscribe to our letter and read every week what happens in the valley of the Torbes, from the river to the last mountain village of all."
    )
    desk = Desk()
    for number in range(repeat):
        desk.document(
            f"d{number}", f"Story {number} tells of cows {number}. {footer}", outlet="Norte", byline=f"Writer {number}", day=on("2019-08-26")
        )
    assert edges(desk) == {}


def test_the_same_word_for_word_quotation_leads_to_the_text_that_had_it_first():
    desk = Desk()
    quote = "«they eat apart, they do not say a word to the other guests of the house»"
    desk.document("first", f"The maid told us: {quote}. It had rained all night in town.", outlet="Uno", day=on("2020-01-13"))
    desk.document("post", f"Grave. {quote}. What will our minister do about it? He sleeps.", outlet="Dos", day=on("2020-01-14"))
    assert edges(desk)["post", "first"] & {"quotes/hard", "copies/hard"}


def test_derive_gives_edges_once_and_abstains_on_an_empty_text():
    desk = Desk()
    empty = desk.document("empty", "", outlet="Uno", day=on("2020-01-13"))
    found = list(derive(desk.corpus()))
    assert [(record.subject, record.reason) for record in found] == [(empty.id, "no_text")]


def test_told_to_this_newspaper_is_no_own_reporting_in_a_copy():
    desk = Desk()
    scoop(desk)
    copy = desk.document("copy", SCOOP, outlet="Sur", day=on("2019-08-27"))
    soldier = desk.attribution(copy, "A soldier of the garrison", "unnamed", key="unnamed:outlet:sur/soldier", rule="own.told_us")
    desk.claim(copy, "About 80 soldiers set up radars and antennas inside the fort at Rubio", "SYSTEM_EMPLACED", by=soldier, count=(72, 88), **AUGUST)
    corpus = run(desk.records)
    assert interval(corpus, only_event(corpus)) == (1, 1)


def test_an_office_that_publishes_itself_and_is_cited_elsewhere_is_one_origin():
    desk = Desk()
    own = desk.document("own", "Наши специалисты находятся в Рубио.", outlet="МИД", day=on("2019-08-26"), url="https://mid.example/1", language="ru")
    desk.claim(own, "Наши специалисты находятся в Рубио", "PRESENCE", **AUGUST)
    for name, links in (("linking", ("https://mid.example/1",)), ("silent", ())):
        document = desk.document(
            name, f"The Foreign Ministry said in {name} that specialists are at Rubio.", outlet=name, day=on("2019-08-27"), links=links
        )
        ministry = desk.attribution(document, "The Foreign Ministry", "office", key="office:RU-foreign_ministry")
        desk.claim(document, "specialists are at Rubio", "PRESENCE", by=ministry, **AUGUST)
    corpus = run(desk.records)
    assert interval(corpus, only_event(corpus)) == (1, 1)
    (origin,) = [found for found in corpus.origins.values() if found.detail is None]
    assert origin.source_kind == "office"
    assert origin.evidence[0].kind == "statement"


def test_an_agency_that_signs_a_clients_text_is_the_carrier_and_not_the_client():
    desk = Desk()
    document = desk.document("client", "GAO (Cierzo) - Men reached Gao.", outlet="Halyard", byline="Cierzo", day=on("2019-08-26"))
    agency = desk.attribution(document, "Cierzo", "agency", key="agency:cierzo", mode="structure")
    desk.claim(document, "Men reached Gao", "ARRIVAL", by=agency, host="ML", place="Gao", first=on("2019-08-25"), last=on("2019-08-26"))
    corpus = run(desk.records)
    (origin,) = corpus.origins.values()
    assert origin.root == "ghost:agency:cierzo"
    assert not origin.determined


def test_a_nameless_report_may_be_the_one_that_is_archived():
    desk = Desk()
    scoop(desk)
    document = desk.document("retelling", "According to that newspaper radars stand at Rubio.", outlet="Sur", day=on("2019-08-28"))
    nameless = desk.attribution(document, "that newspaper", "outlet", key="outlet:that-newspaper")
    desk.claim(document, "radars stand at Rubio", "SYSTEM_EMPLACED", by=nameless, **AUGUST)
    corpus = run(desk.records)
    assert interval(corpus, only_event(corpus)) == (1, 2)


def test_a_speaker_who_told_an_archived_report_and_that_report_are_one_origin():
    desk = Desk()
    wangki = desk.document(
        "first",
        "Soldiers eat every day at a canteen in Rubio, the owner told this station. Nila Waldan has served thirty of them since August.",
        outlet="Radio Wangki", day=on("2019-08-26"),
    )  # fmt: skip
    owner = desk.attribution(wangki, "the owner", "unnamed", rule="own.told_us")
    desk.attribution(wangki, "Nila Waldan", "person", key="person:nila-waldan")
    desk.claim(wangki, "Soldiers eat every day at a canteen in Rubio", by=owner, **AUGUST)
    later = desk.document("second", "Soldiers eat daily in Rubio, Nila Waldan told Radio Wangki.", outlet="Costa", day=on("2019-08-28"))
    station = desk.attribution(later, "Radio Wangki", "outlet", key="outlet:radio-wangki")
    speaker = desk.attribution(later, "Nila Waldan", "person", key="person:nila-waldan", within=station.id)
    desk.claim(later, "Soldiers eat daily in Rubio", by=speaker, **AUGUST)
    corpus = run(desk.records)
    assert interval(corpus, only_event(corpus)) == (1, 1)
    assert "cite.through" in {found.rule for found in corpus.derivations.values()}


def test_what_a_retelling_says_beside_does_not_join_what_it_retells():
    desk = Desk()
    scoop(desk)
    own = " ".join(f"The mayor of the {number}th quarter spoke of rain, of roads and of the price of {number} eggs." for number in range(11, 30))
    copy = desk.document("copy", f"{SCOOP[:140]} We sent officers, nobody else. {own}", outlet="Sur", day=on("2019-08-27"))
    desk.claim(copy, "About 80 soldiers set up radars and antennas inside the fort at Rubio", "SYSTEM_EMPLACED", count=(72, 88), **AUGUST)
    beside = desk.claim(copy, "We sent officers", "SYSTEM_EMPLACED", last=on("2019-08-27"))
    corpus = run(desk.records)
    home = next(event for event in corpus.events.values() if beside.id in event.claims)
    assert home.claims == (beside.id,)
