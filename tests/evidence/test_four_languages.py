"""Articles of four languages and two tracks in one case: what they say is read, and each facet is told in the article's own language."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime

import pytest
from tests.evidence.builders import fly, moment, track_of

from cotejo.case.folder import Case
from cotejo.documents.collect import gather
from cotejo.engine.local import LocalEngine
from cotejo.pipeline.adding import add
from cotejo.pipeline.running import Way, run
from cotejo.pipeline.stages import STAGES
from cotejo.records.corpus import Corpus
from cotejo.records.evidence import Finding

HAVANA, MAIQUETIA = (22.9892, -82.4091), (10.6031, -66.9906)
MOSCOW, LATAKIA = (55.5533, 37.9), (35.401, 35.9487)
TRACKS = {
    "havana-caracas.json": track_of(fly(since=3600.0, start=HAVANA, end=MAIQUETIA, minutes=190), base=moment(10)),
    "moscow-latakia.json": track_of(
        fly(since=600.0, start=MOSCOW, end=LATAKIA, minutes=240), base=moment(2), icao="1533fc", registration="RA-78844", kind="IL76"
    ),
}
ARTICLES = {
    "es-landing": "El avión Il-62M de matrícula RA-86983 aterrizó el 23 de marzo de 2019 en el aeropuerto de Maiquetía, Venezuela, "
    "procedente de La Habana, con unos 99 militares rusos a bordo, dijo un controlador aéreo.",
    "es-denial": "El Ministerio de Defensa ruso negó que un avión militar ruso haya aterrizado en Maiquetía, Venezuela, el 23 de marzo de 2019.",
    "es-two": "Dos aviones Il-76 de la Fuerza Aérea rusa aterrizaron el 23 de marzo de 2019 en la base aérea de Hmeimim, Siria, con radares "
    "militares, informó la agencia Cierzo.",
    "es-cargo": "El avión ruso Il-76 de matrícula RA-78844 aterrizó el 23 de marzo de 2019 en la base aérea de Hmeimim, Siria, con 90 toneladas de "
    "material militar, informó la agencia Cierzo.",
    "ru-cargo": "Российский самолёт Ил-76 с номером RA-78844 прилетел с 40 тоннами военного груза на авиабазу Хмеймим в Сирии 23 марта 2019 года.",
    "en-landing": "An Il-62M of the Russian air force, registration RA-86983, landed at Maiquetia airport in Venezuela on 23 March 2019 after a "
    "stop in Havana with 250 Russian soldiers on board, a local reporter said.",
    "en-elsewhere": "The Russian Il-62M, RA-86983, landed in Khartoum, Sudan, on 23 March 2019 with mercenaries, two officials said.",
    "en-stay": "A Russian Il-62M, RA-86983, stayed at Maiquetia airport in Venezuela on 23 March 2019, a witness said.",
    "ru-landing": "Российский военно-транспортный самолёт Ил-76 с номером RA-78844 прилетел 23 марта 2019 года на авиабазу Хмеймим в Сирии, "
    "сообщает издание «Ветер».",
    "ru-late": "Российский самолёт Ил-62М с бортовым номером RA-86983 приземлился 24 марта 2019 года в Венесуэле, сообщил местный журналист.",
    "pt-landing": "Um avião Il-62M da Força Aérea russa, matrícula RA-86983, pousou em 23 de março de 2019 no aeroporto de Maiquetía, na Venezuela, "
    "com cerca de 100 militares russos a bordo, disse um jornalista local.",
    "pt-cargo": "Um avião cargueiro russo Il-76, matrícula RA-78844, aterrou em 23 de março de 2019 na base aérea de Hmeimim, na Síria, segundo a agência Cierzo.",
}
Found = Mapping[tuple[str, str], Finding]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Found]:
    """Per article, what was found on each facet by each check."""
    folder = tmp_path_factory.mktemp("four")
    papers = folder / "papers"
    papers.mkdir()
    for name, text in ARTICLES.items():
        body = {"id": name, "text": text, "outlet": f"Outlet {name}", "published": "2019-03-26", "language": name[:2]}
        (papers / f"{name}.json").write_text(json.dumps(body), encoding="utf-8")
    for name, data in TRACKS.items():
        (papers / name).write_bytes(data)
    at = datetime.fromisoformat("2026-03-01T12:00:00+00:00")
    case = Case.create(folder / "case", '[case]\nname = "four"\n', at)
    add(case, gather([papers]), at)
    assert run(case, STAGES, at, Way(LocalEngine(1))).failed == 0
    corpus = Corpus.of(case.current())
    of_claim = {name: corpus.documents[claim.span.document].external_id for name, claim in corpus.claims.items()}
    found: dict[str, dict[tuple[str, str], Finding]] = {name: {} for name in ARTICLES}
    for one in sorted(corpus.findings.values(), key=lambda one: one.verdict == "silent"):  # one that says something before one that does not
        if one.subject in of_claim:
            found[of_claim[one.subject]].setdefault((one.check, one.facet), one)
    return found


def verdicts(found: Found) -> dict[tuple[str, str], str]:
    return {key: one.verdict for key, one in found.items()}


@pytest.mark.parametrize("name", ["es-landing", "en-landing", "pt-landing", "ru-landing", "pt-cargo"])
def test_a_named_landing_is_supported_in_each_language(told: Mapping[str, Found], name: str) -> None:
    said = verdicts(told[name])
    assert {said["landing", facet] for facet in ("identity", "aircraft_type", "place", "time", "event")} == {"supports"}
    assert said["landing", "operator"] == "consistent"


def test_more_people_than_seats_contradict_and_fewer_are_not_shown(told: Mapping[str, Found]) -> None:
    assert [one.verdict for key, one in told["en-landing"].items() if key[1] == "head_count"] == ["contradicts"]
    assert [one.verdict for key, one in told["es-landing"].items() if key[1] == "head_count"] == ["silent"]


def test_a_weight_above_the_payload_contradicts_and_one_below_is_not_shown(told: Mapping[str, Found]) -> None:
    assert told["es-cargo"]["landing", "cargo"].verdict == "contradicts"
    assert told["ru-cargo"]["landing", "cargo"].verdict == "silent"
    assert told["es-cargo"]["landing", "cargo"].basis.startswith("al menos 90 toneladas")


def test_where_it_came_from_is_checked_by_itself(told: Mapping[str, Found]) -> None:
    assert told["es-landing"]["leg_from", "place"].verdict == "supports"
    assert told["en-landing"]["leg_via", "place"].verdict == "supports"


def test_another_continent_on_the_same_day_is_impossible_and_a_day_off_is_not(told: Mapping[str, Found]) -> None:
    assert told["en-elsewhere"]["landing", "place"].verdict in {"contradicts", "silent"}
    assert verdicts(told["ru-late"])["landing", "time"] == "consistent"


def test_a_stay_a_number_and_a_denial(told: Mapping[str, Found]) -> None:
    assert told["en-stay"]["landing", "place"].verdict == "supports"
    assert told["es-two"]["aircraft_count", "count_vehicles"].verdict == "silent"  # one of two was received
    assert {one.verdict for one in told["es-denial"].values()} == {"silent"}  # whose aircraft it was is all that is known of it


WORDS = {"es": "La traza", "en": "The track", "ru": "Трек", "pt": "O registo"}


def test_every_finding_says_in_the_articles_language_what_it_does_not_say(told: Mapping[str, Found]) -> None:
    checked = 0
    for name, one in each(told):
        assert one.inputs, name
        if one.check in {"landing", "leg_from", "leg_via"} and one.facet not in {"head_count", "cargo"}:
            assert one.scope.startswith(WORDS[name[:2]]), (name, one.scope)
            checked += 1
    assert checked >= 40


def each(told: Mapping[str, Found]) -> Iterator[tuple[str, Finding]]:
    return ((name, one) for name, found in told.items() for one in found.values())


def test_the_file_that_was_relied_on_is_named_by_its_hash(told: Mapping[str, Found]) -> None:
    for name, track in (("es-landing", "havana-caracas.json"), ("ru-landing", "moscow-latakia.json")):
        assert told[name]["landing", "place"].inputs == (hashlib.sha256(TRACKS[track]).hexdigest(),)
