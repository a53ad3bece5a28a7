"""Lineage of an event: every mention has a way to its root, told and drawn from the same trace."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "events"))

from building import Desk, on, run

from cotejo.dossier.assess import assess
from cotejo.dossier.html_lineage import show_lineage
from cotejo.dossier.indexed import Indexed
from cotejo.dossier.leaders import find_leaders
from cotejo.dossier.lineage import tell, trace
from cotejo.dossier.mutations import find_mutations
from cotejo.dossier.shelf import Shelf
from cotejo.dossier.wording import Wording
from cotejo.records.corpus import Corpus

DAYS = {"first": on("2022-05-02"), "last": on("2022-05-02"), "host": "ML", "place": "Gao"}


def telephone_game() -> Corpus:
    """A scoop, a paper that credits it, a third that credits the second, and an outlet that says the same and names nobody."""
    desk = Desk()
    scoop = desk.document("scoop", "Sixty Russians landed in Gao, a porter told the Bend Weekly.", outlet="Bend Weekly", day=on("2022-05-03"))
    porter = desk.attribution(scoop, "a porter", "unnamed", rule="own.told_us")
    desk.claim(scoop, "Sixty Russians landed in Gao", "ARRIVAL", by=porter, count=(60, 60), **DAYS)
    for name, outlet, source, day in (("second", "Sahel Wire", "Bend Weekly", 4), ("third", "Faro Gris", "Sahel Wire", 5)):
        page = desk.document(name, f"Some sixty Russians landed in Gao, {source} reported.", outlet=outlet, day=on(f"2022-05-0{day}"))
        by = desk.attribution(page, source, "outlet")
        desk.claim(page, "Some sixty Russians landed in Gao", "ARRIVAL", by=by, count=(51, 69), **DAYS)
    alone = desk.document("alone", "It is said that sixty Russians have come to Gao.", outlet="Niger Bend", day=on("2022-05-06"))
    desk.claim(alone, "sixty Russians have come to Gao", "ARRIVAL", count=(60, 60), **DAYS)
    corpus = run(desk.records)
    records = [record for kind in Corpus.__struct_fields__ for record in getattr(corpus, kind).values()]
    return Corpus.of([*records, *assess(corpus)])


def test_each_mention_has_a_way_and_the_undetermined_are_named() -> None:
    corpus = Indexed.over(telephone_game())
    (event,) = corpus.events.values()
    lines = list(tell(corpus, event))
    assert [line.what for line in lines] == ["root", "undetermined", "way", "way", "drift"]  # 60 -> about 60
    assert all(corpus.derivations[key].spans for line in lines if line.what == "way" for key in line.edges)
    words = " | ".join(line.says for line in lines)
    assert "Bend Weekly, shown by own reporting; 3 documents lead to it" in words
    assert "Niger Bend: nothing shows own reporting" in words
    assert "Faro Gris cites Sahel Wire [cite.named, credited; " in words
    assert "which cites Bend Weekly" in words
    assert max(trace(corpus, event).depth.values()) == 2


def test_roots_that_count_once_are_told_with_the_anchors_that_they_share() -> None:
    desk = Desk()
    names = "Fedotov met Traoré, Koné and Diallo at Kati; 12 Tigr and 318 crates came from Latakia aboard the Il-76 RA-78831"
    for number, (name, outlet, lead) in enumerate((("one", "Bend Weekly", "In Gao"), ("two", "Faro Gris", "Last week in Gao")), start=3):
        page = desk.document(
            name, f"{lead}, sixty Russians landed. {names}, it is said, {outlet} learned.", outlet=outlet, day=on(f"2022-05-0{number}")
        )
        desk.claim(page, "sixty Russians landed", "ARRIVAL", count=(60, 60), **DAYS)
    corpus = Indexed.over(run(desk.records))
    soft = [edge for edge in corpus.derivations.values() if edge.strength == "soft"]
    (event,) = corpus.events.values()
    merges = [line for line in tell(corpus, event) if line.what == "merge"]
    assert bool(merges) == bool(soft)
    for line in merges:
        assert "Bend Weekly and Faro Gris count once in lo" in line.says
        assert all(corpus.derivations[key].spans for key in line.edges)


def test_it_is_drawn_with_a_node_for_each_document_and_a_line_for_each_edge() -> None:
    corpus = telephone_game()
    shelf = Shelf.of(corpus)
    (event,) = corpus.events.values()
    drawn = show_lineage(shelf, event)
    assert drawn.count("<circle") == 4
    assert drawn.count("<line") == 2
    assert drawn.count('class="dot"') == 1


def test_details_are_followed_as_they_drift_in_the_order_of_telling() -> None:
    desk = Desk()
    told = (("one", "Bend Weekly", None, 99), ("two", "Sahel Wire", "Bend Weekly", 120), ("three", "Faro Gris", "Sahel Wire", 400))
    for number, (name, outlet, source, men) in enumerate(told, start=3):
        text = f"{men} Russians landed in Gao" + (f", {source} reported." if source else ", our reporter saw.")
        page = desk.document(name, text, outlet=outlet, day=on(f"2022-05-0{number}"))
        by = desk.attribution(page, source, "outlet") if source else None
        desk.claim(page, f"{men} Russians landed in Gao", "ARRIVAL", by=by, count=(men, men), voice_act=None if source else "OBSERVE", **DAYS)
    corpus = Indexed.over(run(desk.records))
    (event,) = corpus.events.values()
    assert [(one.old, one.new) for one in find_mutations(Wording.load(), corpus, event)] == [
        ("99 persons", "120 persons"),
        ("120 persons", "400 persons"),
    ]


def test_who_leads_is_followed_along_the_edges_and_shown_where_it_stands() -> None:
    desk = Desk()
    told = (
        ("one", "Bend Weekly", "Sixty Russians landed in Gao. The group was led by the chief of the general staff.", None),
        ("two", "Faro Gris", "Sesenta rusos llegaron a Gao, según Bend Weekly. Venían encabezados por el ministro de Defensa.", "Bend Weekly"),
    )
    for number, (name, outlet, text, source) in enumerate(told, start=3):
        page = desk.document(name, text, outlet=outlet, day=on(f"2022-05-0{number}"), language="es" if source else "en")
        by = desk.attribution(page, source, "outlet") if source else None
        desk.claim(page, text[: text.index(" Gao") + 4], "ARRIVAL", by=by, voice_act=None if source else "OBSERVE", **DAYS)
    corpus = Indexed.over(run(desk.records))
    (event,) = corpus.events.values()
    (found,) = find_mutations(Wording.load(), corpus, event)
    assert (found.field, found.old, found.new) == ("leader", "chief of staff", "minister of defence")
    assert [span.exact for span in found.shown] == ["chief of the general staff", "ministro de Defensa"]
    assert [line.what for line in tell(corpus, event)][-1] == "drift"


def test_an_office_that_leads_nobody_is_no_leader() -> None:
    assert find_leaders("The defence minister said on Monday that sixty men had landed.") == ()
    assert [one.office for one in find_leaders("Группу возглавлял заместитель министра обороны.")] == ["deputy minister"]
    assert [one.office for one in find_leaders("A comitiva foi chefiada pelo general Souza, disse o ministro.")] == ["general"]
