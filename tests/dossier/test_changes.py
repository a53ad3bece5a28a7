"""Why a count changed: a further witness, a report found to be a copy; and silence where nothing did."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "events"))

from building import Desk, on, run

from cotejo.dossier.changes import compare, keep
from cotejo.dossier.indexed import Indexed

DAYS = {"first": on("2022-05-02"), "last": on("2022-05-02"), "host": "ML", "place": "Gao"}


WORDS = {"one": "From the tower we watched sixty Russians land in Gao.", "two": "Sixty Russians land here in Gao, as this writer could see."}


def seen(desk: Desk, name: str, outlet: str, day: str) -> None:
    page = desk.document(name, WORDS[name], outlet=outlet, day=on(day))
    desk.claim(page, "Russians land", "ARRIVAL", voice_act="OBSERVE", count=(60, 60), **DAYS)


def test_a_further_witness_is_told_with_the_count() -> None:
    desk = Desk()
    seen(desk, "one", "Bend Weekly", "2022-05-03")
    before = Indexed.over(run(desk.records))
    seen(desk, "two", "Radio Tamasheq", "2022-05-04")
    after = Indexed.over(run(desk.records))
    (change,) = compare(before, after)
    assert change.why[0] == "1 origin -> 2 independent origins"
    assert "Radio Tamasheq came" in change.why
    assert any(why.startswith("Radio Tamasheq is a further origin") for why in change.why)


def test_the_same_case_has_no_changes_and_one_digest() -> None:
    desk = Desk()
    seen(desk, "one", "Bend Weekly", "2022-05-03")
    first, second = Indexed.over(run(desk.records)), Indexed.over(run(reversed(desk.records)))
    assert list(compare(first, second)) == []
    (event,) = first.events.values()
    assert keep(first, event) == keep(second, event)


def test_a_gone_document_takes_its_event_along() -> None:
    desk = Desk()
    seen(desk, "one", "Bend Weekly", "2022-05-03")
    before = Indexed.over(run(desk.records))
    (change,) = compare(before, Indexed.over(run([])))
    assert (change.after, change.why[0][:5]) == (None, "gone:")
