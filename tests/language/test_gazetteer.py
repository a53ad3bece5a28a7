"""Place names: country or town, inside what, called what; ambiguous and unknown ones stay undecided; forms of four languages."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotejo.language.gazetteer import find, place_of, resolve
from cotejo.language.places import Mention, resolve_all


def chosen(name: str, **said: object) -> str | None:
    place, _, _ = resolve(name, **said)  # type: ignore[arg-type]
    return place.gazetteer_id if place else None


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Venezuela", "country:VE"), ("Panama", "country:PA"), ("Mali", "country:ML"), ("Rusia", "country:RU"), ("Síria", "country:SY"),
        ("Мали", "country:ML"), ("Bielorrusia", "country:BY"), ("Moçambique", "country:MZ"), ("Caracas", "gn:3646738"), ("Trípoli", "gn:2210247"),
        ("TÁCHIRA", "admin1:VE-S"), ("Roraima", "admin1:BR-RR"), ("Crimea", "region:crimea"), ("Донбасс", "region:donbas"), ("Hmeimim", "site:hmeimim"),
        ("Fuerte Tiuna", "site:fuerte-tiuna"), ("the Sahel", "region:sahel"), ("Chernígov", None),
    ],
)  # fmt: skip
def test_a_name_alone_is_the_place_that_is_mostly_meant(name: str, place: str | None) -> None:
    assert place is None or chosen(name) == place


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Сирии", "country:SY"), ("Венесуэлой", "country:VE"), ("Донецкой области", "admin1:UA-14"), ("Хасаке", "gn:173811"), ("Идлибе", "gn:169389"),
        ("Северной Осетии", "admin1:RU-SE"), ("Хмеймиме", "site:hmeimim"), ("Приднестровья", "region:transnistria"), ("Минске", "gn:625144"),
        ("Центральноафриканской Республике", "country:CF"), ("Тачиры", "admin1:VE-S"), ("Южном Судане", "country:SS"), ("Никарагуа", "country:NI"),
    ],
)  # fmt: skip
def test_russian_names_are_read_out_of_their_case(name: str, place: str) -> None:
    assert chosen(name) == place


@pytest.mark.parametrize(
    ("name", "division", "place"),
    [
        ("estado de Sucre", None, "admin1:VE-R"), ("Sucre", "admin1", "admin1:VE-R"), ("Idlib province", None, "admin1:SY-ID"), ("провинции Идлиб", None, "admin1:SY-ID"),
        ("ciudad de Panamá", None, "gn:3703443"), ("estado Bolívar", None, "admin1:VE-F"), ("república de Mali", None, "country:ML"),
    ],
)  # fmt: skip
def test_a_division_word_says_which_place_of_a_name_is_meant(name: str, division: str | None, place: str) -> None:
    assert chosen(name, division=division, document_country="VE" if place.startswith("admin1:VE") else None) == place


def test_what_a_name_lies_in_decides_against_greater_places() -> None:
    assert chosen("Valencia") != chosen("Valencia", within=["Carabobo", "Venezuela"])
    assert chosen("Valencia", within=["Carabobo"]) == "gn:3625549"
    assert chosen("Santiago", within=["Cuba"]) == "gn:3536729"
    assert chosen("Trípoli", within=["Líbano"]) == "gn:266826"


def test_a_name_that_does_not_lie_there_is_no_place() -> None:
    place, candidates, reason = resolve("Bogotá", within=["Venezuela", "Mali"])
    assert place is None or place.country == "VE"
    place, candidates, reason = resolve("Gyumri", within=["Mali"])
    assert place is None
    assert candidates
    assert reason.startswith("outside")


def test_a_town_elsewhere_that_is_named_beside_it_is_no_container() -> None:
    assert chosen("Maiquetía", within=["Vnukovo"]) == "site:maiquetia"


def test_an_unknown_name_is_no_place() -> None:
    assert resolve("Qwxyzistan") == (None, (), "unknown: 'Qwxyzistan' is not in the gazetteer")
    assert find("") == ()


def test_two_places_as_good_are_left_undecided_with_both_on_the_record() -> None:
    place, candidates, reason = resolve("Springfield")
    assert place is None
    assert len(candidates) > 1
    assert abs(candidates[0].score - candidates[1].score) < 0.3
    assert reason.startswith("ambiguous")


def test_the_other_places_of_a_document_decide_between_two() -> None:
    assert chosen("Georgia", others=["Atlanta", "Alabama"]) == "admin1:US-GA"
    assert chosen("Georgia", others=["Tbilisi", "Abkhazia"]) == "country:GE"
    assert chosen("Paris", others=["Texas", "Dallas", "Lamar County"]) == "gn:4717560"
    assert chosen("Paris", others=["London", "Berlin"]) == "gn:2988507"


def test_the_documents_country_weighs_and_never_decides_against_the_text() -> None:
    assert chosen("Mérida", document_country="VE") == "gn:3632308"
    assert chosen("Mérida", document_country="VE", within=["Yucatán"]) == "gn:3523349"


@pytest.mark.parametrize(
    ("name", "kind", "place"),
    [
        ("Maiquetía", "airfield", "site:maiquetia"), ("Senou", "airfield", "site:bamako-senou"), ("Corumbá", "unknown", None),
        ("La Orchila", "base", "site:la-orchila"), ("Corinto", "port", None), ("Kirkuk", "unknown", "gn:94787"),
    ],
)  # fmt: skip
def test_the_kind_that_the_text_says_prefers_a_site(name: str, kind: str, place: str | None) -> None:
    assert place is None or chosen(name, site_kind=kind) == place


def test_a_town_and_the_unit_of_its_name_are_no_doubt() -> None:
    assert chosen("Kidal") == "gn:2455290"


def test_a_place_knows_its_path_precision_and_reach() -> None:
    place, _, _ = resolve("Hmeimim")
    assert place is not None
    assert (place.country, place.admin1, place.precision) == ("SY", "Latakia", "site")
    assert place.path == ("country:SY", "admin1:SY-LA", "site:hmeimim")
    county, _, _ = resolve("Lamar County", within=["Texas"])
    assert county is not None
    assert county.precision == "admin2"
    state, _, _ = resolve("Táchira")
    assert state is not None
    assert (state.precision, state.radius_m is not None and state.radius_m > 20_000) == ("admin1", True)


def test_a_nameless_site_is_a_leaf_of_its_place() -> None:
    row = find("Táchira")[0][0]
    assert place_of(row, "hotel").leaf == "hotel"
    assert place_of(row, "hotel").id != place_of(row).id


def together(text: str, names: list[str], language: str = "en") -> list[str | None]:
    found = resolve_all(text, [Mention(text.index(name), text.index(name) + len(name), name) for name in names], language)
    return [one.place.gazetteer_id if one.place else None for one in found]


def test_names_of_a_text_are_resolved_together() -> None:
    assert together("A fire in Paris, Texas. Police of Lamar County came.", ["Paris", "Texas", "Lamar County"]) == [
        "gn:4717560",
        "admin1:US-TX",
        "admin2:US-TX.lamar-county",
    ]
    assert together("Troops left Iraq, Afghanistan and Syria.", ["Iraq", "Afghanistan", "Syria"]) == ["country:IQ", "country:AF", "country:SY"]
    assert together("Los soldados rusos entraron en Siria.", ["rusos", "Siria"], "es") == ["country:RU", "country:SY"]


def test_a_name_means_the_same_throughout_a_text() -> None:
    text = "Paris, Texas, is small. In Paris nobody spoke."
    first = Mention(0, 5, "Paris")
    second = Mention(text.rindex("Paris"), text.rindex("Paris") + 5, "Paris")
    found = resolve_all(text, [first, Mention(7, 12, "Texas"), second], "en")
    assert found[0].place == found[2].place


@given(st.text(max_size=40))
def test_any_string_is_looked_up_without_harm(name: str) -> None:
    place, candidates, reason = resolve(name)
    assert reason
    assert place is None or candidates


def test_a_long_name_takes_bounded_time() -> None:
    start = time.process_time()
    resolve("а" * 100_000)
    resolve("де " * 20_000)
    resolve("of " * 20_000)
    assert time.process_time() - start < 2
