"""The verdict: the table's first row that holds, bounds over groups of origins, flags beside it."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotejo.dossier.assess import assess
from cotejo.dossier.tally import bounds
from cotejo.records.claim import Actor
from cotejo.records.corpus import Corpus
from cotejo.records.event import Derivation, Link
from cotejo.records.evidence import Finding
from cotejo.records.origin import Assessment, Origin, OwnReporting

BY = "test@1"


def verdict(archive) -> Assessment:
    """Assess the archive's main event."""
    corpus = Corpus.of(archive.records.values())
    return next(found for found in assess(corpus) if isinstance(found, Assessment) and found.event == archive.records["event"].id)


def flags(archive) -> dict[str, str]:
    """Flags of the main event by name."""
    return {flag.name: flag.detail for flag in verdict(archive).flags}


def correct(archive, name: str, right: str, field: str | None = None) -> None:
    """Add a correction of a claim by its own document."""
    left = archive.claim("c", name, "They left no name")
    archive.add(
        f"link {name}", Link(left=left, right=right, relation="corrects", judgement="positive", score=9.0, reasons=(), field=field, made_by=BY)
    )


def check(archive, facets: tuple[str, ...], **more: object) -> None:
    """Add supporting findings of one check on the first claim."""
    subject = archive.records["claim a"].id
    for facet in facets:
        archive.add(
            f"finding {facet}",
            Finding(
                check="landing",
                subject=subject,
                facet=facet,
                verdict="supports",
                reason="",
                basis="seen",
                scope="",
                inputs=("f" * 64,),
                made_by=BY,
                **more,
            ),
        )


def test_two_named_origins_corroborate(archive) -> None:
    found = verdict(archive)
    assert (found.lo, found.hi, found.label, found.credibility_digit) == (2, 2, "corroborated", "2")
    assert found.reasons[-1] == "claimed in 3 documents, on 2 independent origins"


def test_one_named_origin_is_single(archive) -> None:
    del archive.records["origin c"]
    assert (verdict(archive).lo, verdict(archive).hi, verdict(archive).label) == (1, 1, "single origin")


def test_an_undetermined_origin_counts_only_above(archive) -> None:
    archive.change("origin c", determined=False, evidence=())
    assert (verdict(archive).lo, verdict(archive).hi, verdict(archive).label) == (1, 2, "possibly corroborated")


def test_soft_edges_unite_origins_below_and_not_above(archive) -> None:
    archive.change("origin c", merged=("source:person:keita",))
    found = verdict(archive)
    assert (found.lo, found.hi, found.label) == (1, 2, "possibly corroborated")


def test_merged_roots_without_a_record_count_above(archive) -> None:
    archive.change("origin c", merged=("ghost:somebody",))
    assert (verdict(archive).lo, verdict(archive).hi) == (2, 3)


def test_no_origins_are_undetermined(archive) -> None:
    del archive.records["origin a"], archive.records["origin c"]
    found = verdict(archive)
    assert (found.lo, found.hi, found.label, found.credibility_digit) == (0, 0, "origin undetermined", "6")


def test_nameless_origins_never_corroborate(archive) -> None:
    for name in ("origin a", "origin c"):
        archive.change(name, source_kind="unnamed")
    found = verdict(archive)
    assert (found.lo, found.label, found.credibility_digit) == (2, "possibly corroborated", "6")
    assert "unnamed only" in flags(archive)


def test_one_named_among_nameless_corroborates(archive) -> None:
    archive.change("origin a", source_kind="unnamed")
    assert verdict(archive).label == "corroborated"
    assert "unnamed only" not in flags(archive)


def test_an_origin_that_takes_its_report_back_does_not_stand(archive) -> None:
    correct(archive, "retraction", archive.records["claim c"].id)
    found = verdict(archive)
    assert (found.lo, found.hi, found.label) == (1, 1, "single origin")
    assert "partly withdrawn" in {flag.name for flag in found.flags}


def test_all_withdrawn_read_zero(archive) -> None:
    del archive.records["origin c"]
    correct(archive, "retraction a", archive.records["claim a"].id)
    correct(archive, "retraction b", archive.records["claim b"].id)
    found = verdict(archive)
    assert (found.lo, found.hi, found.label, found.credibility_digit) == (0, 0, "withdrawn", "5")
    assert "Aminata Keïta" in found.reasons[0]


def test_an_echo_that_corrects_itself_withdraws_nothing(archive) -> None:
    correct(archive, "echo", archive.records["claim b"].id)
    assert verdict(archive).lo == 2


def test_a_root_that_retracts_takes_its_echoes_along(archive) -> None:
    correct(archive, "root", archive.records["claim a"].id)
    assert (verdict(archive).lo, verdict(archive).label) == (1, "single origin")


def test_a_corrected_number_withdraws_nothing(archive) -> None:
    correct(archive, "number", archive.records["claim c"].id, field="count")
    assert verdict(archive).lo == 2


def test_object_place_and_time_corroborate_physically(archive) -> None:
    check(archive, ("identity", "place", "time"))
    assert verdict(archive).label == "physically corroborated"


@pytest.mark.parametrize("facets", [("place", "time"), ("identity", "time"), ("identity", "place"), ("head_count", "place", "time")])
def test_a_check_that_fixes_less_does_not(archive, facets: tuple[str, ...]) -> None:
    check(archive, facets)
    assert verdict(archive).label == "corroborated"


def test_facets_of_two_checks_are_not_added_up(archive) -> None:
    check(archive, ("identity", "place"))
    subject = archive.records["claim a"].id
    archive.add(
        "other",
        Finding(check="photo", subject=subject, facet="time", verdict="supports", reason="", basis="", scope="", inputs=("0" * 64,), made_by=BY),
    )
    assert verdict(archive).label == "corroborated"


def test_evidence_on_which_every_origin_rests_does_not_count(archive) -> None:
    check(archive, ("identity", "place", "time"), derived_from=("source:person:keita", archive.records["document c"].id))
    found = verdict(archive)
    assert found.label == "corroborated"
    assert any("every origin rests on that same evidence" in reason for reason in found.reasons)


def test_a_track_cannot_vouch_for_itself(archive) -> None:
    check(archive, ("identity", "place", "time"))
    for name in ("origin a", "origin c"):
        archive.change(name, source_kind="track")
    assert verdict(archive).label == "corroborated"


def test_evidence_against_costs_a_digit_and_raises_a_flag(archive) -> None:
    archive.change("finding", verdict="contradicts", basis="the aircraft was elsewhere")
    found = verdict(archive)
    assert (found.label, found.credibility_digit) == ("corroborated", "3")
    assert flags(archive)["evidence contradicts"] == "place: the aircraft was elsewhere"


def test_an_old_picture_is_a_flag_and_no_word_against_the_happening(archive) -> None:
    archive.change(
        "finding", subject=archive.records["document c"].id, facet="image_originality", verdict="contradicts", basis="an older copy of 2015"
    )
    assert verdict(archive).credibility_digit == "2"
    assert "an older copy of 2015" in flags(archive)["picture not original"]
    assert "evidence contradicts" not in flags(archive)


def test_a_denial_is_a_flag_with_who_whether_a_party_and_what(archive) -> None:
    said = flags(archive)["contested"]
    assert "МИД (a party) denies presence" in said
    assert "blanket" in said
    assert "waits for a reviewer" not in said


def test_an_unsure_denial_says_so(archive) -> None:
    archive.change("denies", judgement="unsure")
    assert "waits for a reviewer" in flags(archive)["contested"]


def test_a_rejected_denial_is_gone(archive) -> None:
    archive.change("denies", judgement="negative")
    assert "contested" not in flags(archive)


def test_a_denier_of_another_state_is_no_party(archive) -> None:
    archive.change("event", actor_states=("CN",))
    origin = archive.records["event"].id
    for name in ("origin a", "origin c"):
        archive.change(name, event=origin)
    assert "(not a party)" in flags(archive)["contested"]


def test_a_recast_concedes_in_part(archive) -> None:
    archive.change("denies", relation="recasts", field="role")
    assert "conceded in part" in flags(archive)
    assert "contested" not in flags(archive)


def test_a_denying_origin_without_a_link_is_seen(archive) -> None:
    del archive.records["denies"]
    archive.add(
        "origin d",
        Origin(
            event=archive.records["event"].id,
            root="source:office:ru-mid",
            name="МИД",
            source_kind="office",
            side="denies",
            claims=(archive.records["claim d"].id,),
            documents=(archive.records["document d"].id,),
            determined=True,
            why="its own statement",
            made_by=BY,
        ),
    )
    assert "contested" in flags(archive)
    assert verdict(archive).lo == 2


def test_drift_names_both_numbers_along_the_edge(archive) -> None:
    assert (
        flags(archive)["details drifted"] == "Diário do Sal has 72 to 88 persons where El Faro del Norte, on which it rests, has at least 18 persons"
    )
    del archive.records["edge"]
    assert "details drifted" not in flags(archive)


def test_a_ring_of_reports_is_circular(archive) -> None:
    assert "circular" not in flags(archive)
    a, b = (archive.records[f"document {key}"].id for key in "ab")
    archive.add("back", Derivation(later=a, earlier=b, relation="cites", strength="hard", credited=True, rule="t", why="", made_by=BY))
    assert "Diário do Sal, El Faro del Norte" in flags(archive)["circular"]
    archive.change("back", strength="soft")
    assert "circular" not in flags(archive)


def test_details_have_their_own_origins(archive) -> None:
    base = archive.records["origin a"]
    archive.add("count", msgspec.structs.replace(base, detail="count"))
    lines = {(item.value, item.lo, item.hi) for item in verdict(archive).details}
    assert lines == {("18 or more", 1, 1), ("72 to 88", 1, 1)}
    assert (verdict(archive).lo, verdict(archive).hi) == (2, 2)


def test_one_picture_in_two_documents_counts_once(archive) -> None:
    assert flags(archive)["single exhibit"].startswith("one picture, shown by 2 documents")


def test_no_digit_is_ever_one(archive) -> None:
    check(archive, ("identity", "place", "time"))
    for number in range(9):
        told = OwnReporting(kind="named_speaker", span=None, why="")
        archive.add(
            f"more {number}",
            Origin(
                event=archive.records["event"].id,
                root=f"source:person:{number}",
                name=f"P{number}",
                source_kind="person",
                claims=(archive.records["claim a"].id,),
                documents=(),
                evidence=(told,),
                determined=True,
                why="",
                made_by=BY,
            ),
        )
    found = verdict(archive)
    assert (found.lo, found.label, found.credibility_digit) == (11, "physically corroborated", "2")


@given(
    roots=st.lists(st.tuples(st.integers(0, 6), st.booleans(), st.lists(st.integers(0, 8), max_size=3)), max_size=7, unique_by=lambda row: row[0]),
)
def test_bounds_are_bounds_and_uniting_origins_never_adds_one(roots: list[tuple[int, bool, list[int]]]) -> None:
    def origin(root: int, merged: tuple[int, ...], *, sure: bool) -> Origin:
        names = tuple(f"source:{number}" for number in merged)
        return Origin(
            event="e",
            root=f"source:{root}",
            name="n",
            source_kind="person",
            claims=(),
            documents=(),
            determined=sure,
            merged=names,
            why="",
            made_by=BY,
        )

    apart = bounds(tuple(origin(root, (), sure=sure) for root, sure, _ in roots))
    united = bounds(tuple(origin(root, tuple(merged), sure=sure) for root, sure, merged in roots))
    assert apart == (sum(sure for _, sure, _ in roots), len(roots))
    assert 0 <= united[0] <= united[1]
    assert united[0] <= apart[0]
    assert united[1] >= apart[1]


def test_an_event_whose_claims_are_gone_is_left_undecided(archive) -> None:
    del archive.records["claim c"]
    found = list(assess(Corpus.of(archive.records.values())))
    assert ("no_claims", archive.records["event"].id) in {(record.reason, record.subject) for record in found if not isinstance(record, Assessment)}


def test_actor_words_of_protected_people_are_not_the_actor(archive) -> None:
    claim = archive.records["claim c"]
    shielded = tuple(Actor(span=actor.span, state="ML", role="protected") for actor in claim.actors)
    archive.change("claim c", actors=shielded)
    assert verdict(archive).label == "corroborated"


def test_two_records_of_one_id_are_one_whichever_comes_first(archive) -> None:
    origin = archive.records["origin a"]
    twin = msgspec.structs.replace(origin, name="Another reading")
    assert twin.id == origin.id
    both = [Corpus.of([origin, twin]).origins[origin.id], Corpus.of([twin, origin]).origins[origin.id]]
    assert both[0] == both[1]
