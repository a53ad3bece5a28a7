import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.web.conftest import AT, Client, open_client

from cotejo.case.decisions import Decision, Made, decide, read_decisions
from cotejo.case.folder import Case
from cotejo.case.verify import verify
from cotejo.errors import UsageError
from cotejo.pipeline.deciding import read_interval

Fresh = Callable[[], Client]


def two_events(client: Client) -> tuple[str, str]:
    events = client.desk.look().shelf.events
    far = next(event for event in events if event.host == "ML")
    near = next(event for event in events if event.host != "ML")
    return near.claims[0], far.claims[0]


def test_a_join_and_its_undo_are_in_the_links_at_once_and_survive_a_fresh_run(fresh: Fresh) -> None:
    client = fresh()
    left, right = two_events(client)
    before = sorted(event.id for event in client.desk.look().shelf.events)
    assert client.decide(verb="same", subject=left, other=right, reason="the same flight").status == 200
    client.desk.work.wait(120)
    assert client.desk.work.state.state == "done"
    laid = client.desk.look()
    assert laid.event_of[left].id == laid.event_of[right].id
    client.decide(verb="undo", back=client.desk.standing().done[-1].seal)
    client.desk.work.wait(120)
    assert sorted(event.id for event in client.desk.look().shelf.events) == before
    client.decide(verb="redo", back=client.desk.standing().undone[-1].seal)
    client.desk.work.wait(120)
    assert client.desk.look().event_of[left].id == client.desk.look().event_of[right].id
    assert verify(client.desk.case.folder).faults == ()


def test_a_corrected_slot_stands_in_place_of_the_read_one(fresh: Fresh) -> None:
    client = fresh()
    claim = two_events(client)[1]
    assert client.decide(verb="correct", subject=claim, field="time", value="2021-11/2021-12-05", reason="the page says so").status == 200
    client.desk.work.wait(120)
    time = client.desk.look().corpus.time(claim)
    assert time
    assert (str(time.earliest), str(time.latest)) == ("2021-11-01", "2021-12-05")
    assert client.desk.look().corpus.resolutions[claim, "time"].made_by == "person:ana"
    assert verify(client.desk.case.folder).faults == ()
    assert client.decide(verb="correct", subject=claim, field="time", value="mañana", reason="x").status == 400
    assert client.decide(verb="correct", subject=claim, field="place", value="no such id", reason="x").status == 400
    assert client.decide(verb="correct", subject=claim, field="trigger", value="x", reason="x").status == 400


def test_who_is_slower_gets_409_and_nothing_is_written(fresh: Fresh) -> None:
    client = fresh()
    left, right = two_events(client)
    head = client.desk.standing().head
    assert client.post("/api/v1/decisions", {"verb": "accept", "subject": left, "expected_head": head}).status == 200
    slow = client.post("/api/v1/decisions", {"verb": "reject", "subject": left, "reason": "misread", "expected_head": head})
    assert slow.status == 409
    assert "ana decided 'accept'" in slow.json["fault"]
    assert client.post("/api/v1/decisions", {"verb": "accept", "subject": right, "expected_head": head}).status == 200  # another claim: no race
    assert client.post("/api/v1/decisions", {"verb": "accept", "subject": right, "expected_head": "f" * 64}).status == 409
    assert len(client.desk.standing().every) == 2


def test_the_answer_speaks_of_the_decision_that_was_asked_for(fresh: Fresh, monkeypatch: pytest.MonkeyPatch) -> None:
    client = fresh()
    left, right = two_events(client)
    decide = client.desk.decide

    def overtaken(decision: Decision, expected_head: str) -> Made:
        made = decide(decision, expected_head)
        decide(Decision(verb="unsure", subject=right, by="eva"), made.seal)  # somebody else, before the answer is written
        return made

    monkeypatch.setattr(client.desk, "decide", overtaken)
    said = client.post("/api/v1/decisions", {"verb": "accept", "subject": left, "expected_head": ""}).json
    mine, other = client.desk.standing().every
    assert said["number"] == mine.number < other.number
    assert (said["head"], said["decision"]["subject"]) == (mine.seal, left)
    monkeypatch.undo()
    late = client.post("/api/v1/decisions", {"verb": "accept", "subject": right, "expected_head": said["head"]})
    assert (late.status, "eva decided" in late.json["fault"]) == (409, True)


def test_undo_has_no_limit_and_is_one_more_record(fresh: Fresh) -> None:
    client = fresh()
    claims = sorted(client.desk.look().corpus.claims)
    for claim in claims * 3:
        client.decide(verb="accept", subject=claim)
        client.decide(verb="unsure", subject=claim)
    made = len(client.desk.standing().every)
    for _ in range(made):
        assert client.decide(verb="undo", back=client.desk.standing().done[-1].seal).status == 200
    assert client.decide(verb="undo", back="").status == 409
    assert client.desk.standing().done == ()
    assert len(client.desk.standing().every) == 2 * made
    assert client.decide(verb="redo", back=client.desk.standing().undone[-1].seal).status == 200
    client.decide(verb="accept", subject=claims[0])
    assert client.desk.standing().undone == ()  # a new decision ends what could be redone
    with client.desk.case.store.reading() as link:
        assert read_decisions(client.desk.case.store.custody(link)) == client.desk.standing()
    assert verify(client.desk.case.folder).faults == ()


def test_a_decision_needs_sense_and_a_reason(fresh: Fresh) -> None:
    client = fresh()
    left, right = two_events(client)
    for form in (
        {"verb": "reject", "subject": left}, {"verb": "same", "subject": left, "reason": "x"}, {"verb": "same", "subject": left, "other": left, "reason": "x"},
        {"verb": "love", "subject": left}, {"verb": "different", "subject": left, "other": right}, {"verb": "state", "subject": left, "value": "true", "reason": "x"},
    ):  # fmt: skip
        assert client.decide(**form).status == 400, form
    assert client.decide(verb="accept", subject="claim-0000").status == 404
    assert client.desk.standing().every == ()


def test_three_people_decide_at_once_and_none_is_lost(fresh: Fresh) -> None:
    client = fresh()
    folder: Path = client.desk.case.folder
    people = [open_client(folder, name) for name in ("ana", "bea", "cruz")]
    claims = sorted(client.desk.look().corpus.claims)
    acknowledged: list[int] = []

    def work(one: Client) -> None:
        for turn in range(8):
            answer = one.decide(verb=("accept", "unsure")[turn % 2], subject=claims[turn % len(claims)])
            if answer.status == 200:
                acknowledged.append(answer.json["number"])
            else:
                assert answer.status == 409

    threads = [threading.Thread(target=work, args=(one,)) for one in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(client.desk.standing().every) == len(acknowledged)
    assert verify(folder).faults == ()


def test_a_verdict_reopens_when_claims_join_and_is_not_offered_without_origins(fresh: Fresh) -> None:
    client = fresh()
    left, right = two_events(client)
    event = client.desk.look().event_of[right].id
    view = client.get(f"/h/{event}.json").json
    assert dict(view["states"])["established"] is False
    assert client.decide(verb="state", subject=event, value="published", reason="x").status == 409  # no verdict yet
    assert client.decide(verb="state", subject=event, value="unsupported", reason="one report").status == 200
    assert client.get(f"/h/{event}.json").json["row"]["state"] == "unsupported"
    client.decide(verb="same", subject=left, other=right, reason="x")
    client.desk.work.wait(120)
    row = client.get(f"/h/{client.desk.look().event_of[right].id}.json").json
    assert row["row"]["reopened"] is True
    assert row["joined"]
    assert client.get("/watch.json").json["reopened"]


def test_a_decision_is_made_while_a_run_holds_the_case(fresh: Fresh) -> None:
    client = fresh()
    case = Case.open(client.desk.case.folder)
    with case.changing():
        assert client.decide(verb="accept", subject=min(client.desk.look().corpus.claims)).status == 200
    assert verify(case.folder).faults == ()


def test_days_of_a_correction() -> None:
    assert str(read_interval("2020").latest) == "2020-12-31"
    assert str(read_interval("2020-12").latest) == "2020-12-31"
    assert read_interval("2020-02-01/").latest is None
    for wrong in ("", "/", "2020-13", "2020-02-30", "2021/2020", "x", "2020-1-1-1"):
        with pytest.raises(UsageError):
            read_interval(wrong)


def test_the_log_alone_brings_decisions_back(small: Path, tmp_path: Path) -> None:
    del tmp_path
    case = Case.open(small)
    with pytest.raises(UsageError):
        decide(case, Decision(verb="same", subject="a", by="x"), "", AT)


def test_a_sentence_that_a_person_writes_cites_and_goes_into_the_exports(fresh: Fresh) -> None:
    client = fresh()
    claim = two_events(client)[1]
    event = client.desk.look().event_of[claim].id
    note = {"verb": "note", "field": "sentence", "subject": event, "reason": "summary"}
    assert client.decide(**note, value="Nobody else confirms it.").status == 400  # it cites nothing
    assert client.decide(**note, value="  ", other=claim).status == 400
    assert client.decide(**note, value="Nobody else confirms it.", other=claim).status == 200
    assert client.decide(**note, value="It is one report.", other=claim).status == 200
    sections = dict(client.get(f"/dossier/{event}.json").json["sections"])
    mine = [one for one in sections["claimed"] if one["by"] == "ana"]
    assert [one["text"] for one in mine] == ["Nobody else confirms it.", "It is one report."]
    machine = next(one for one in sections["claimed"] if not one["by"])
    assert client.decide(verb="reject", subject=machine["id"], reason="said better").status == 200
    assert client.decide(verb="reject", subject=mine[1]["id"], reason="not needed").status == 200
    page = client.get("/api/v1/export.html?q=Timbuktu").text
    assert "Nobody else confirms it." in page
    assert "It is one report." not in page
    lines = client.get("/api/v1/export.jsonl?q=Timbuktu").text
    assert machine["id"] not in lines
    assert '"made_by":"person:ana"' in lines
    client.decide(verb="undo", back=client.desk.standing().done[-1].seal)
    assert "It is one report." in client.get("/api/v1/export.html?q=Timbuktu").text


def test_a_withdrawn_document_leaves_the_events_and_the_watch_page_says_why_counts_changed(fresh: Fresh) -> None:
    client = fresh()
    claim = two_events(client)[0]
    event = client.desk.look().event_of[claim]
    document = client.desk.look().corpus.claims[claim].span.document
    newest = client.desk.look().number
    assert client.decide(verb="withdraw", subject=document).status == 400  # it takes a reason
    assert client.decide(verb="withdraw", subject=document, reason="the outlet took it down").status == 200
    client.desk.work.wait(120)
    laid = client.desk.look()
    assert claim not in laid.event_of
    assert event.id not in laid.corpus.events
    assert document in laid.corpus.documents
    assert "Counts that changed, and why" in client.get("/watch", cookie=f"seen={newest}").text
    assert client.get(f"/d/{document}").status == 200
    client.decide(verb="undo", back=client.desk.standing().done[-1].seal)
    client.desk.work.wait(120)
    assert client.desk.look().event_of[claim].id == event.id
