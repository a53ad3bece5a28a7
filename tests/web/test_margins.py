"""What stands in the margin: a sentence whose support changed says so, who is named may answer, and items are graded before their sources."""

from pathlib import Path

import pytest
from tests.web.conftest import AT, REPORTS, Client, build, open_client

from cotejo.case.folder import Case
from cotejo.engine.local import LocalEngine
from cotejo.pipeline import exporting
from cotejo.pipeline.running import Way, run
from cotejo.pipeline.stages import STAGES


@pytest.fixture
def mine(tmp_path: Path) -> Client:
    return open_client(build(tmp_path, REPORTS))


def first_event(client: Client) -> str:
    return max(client.desk.look().corpus.events.values(), key=lambda event: len(event.claims)).id


def sentences(client: Client, event: str) -> list[dict[str, object]]:
    return [one for _, found in client.get(f"/dossier/{event}.json").json["sections"] for one in found]


def exported(client: Client, language: str = "en") -> str:
    request = exporting.request_of(Case.open(client.desk.case.folder), language=language)
    return exporting.page(request)


def test_exactly_the_sentences_on_a_rejected_claim_are_stale(mine: Client) -> None:
    event = first_event(mine)
    assert not any(one["weak"] for one in sentences(mine, event))
    assert 'class="stale"' not in exported(mine)
    claim = mine.desk.look().corpus.events[event].claims[0]
    assert mine.decide(verb="reject", subject=claim, reason="misread").status == 200
    corpus = mine.desk.look().corpus
    resting = {key for key, one in corpus.statements.items() if one.subject == event and claim in one.rests_on}
    shown = sentences(mine, event)
    assert {str(one["id"]) for one in shown if one["weak"]} == resting
    assert 0 < len(resting) < len(shown)
    assert exported(mine).count('class="stale"') >= len(resting)
    assert "Caducada: se apoya en lo que una persona rechazó" in exported(mine, "es")
    assert mine.decide(verb="undo", subject="", back=mine.desk.standing().done[-1].seal).status == 200
    assert not any(one["weak"] for one in sentences(mine, event))


def test_a_change_after_the_last_run_marks_what_rests_on_it_until_the_case_is_read_again(mine: Client) -> None:
    event = first_event(mine)
    claim = mine.desk.look().corpus.events[event].claims[0]
    mine.desk.work.rerun = lambda: None  # type: ignore[method-assign] - as if the run were still under way
    assert mine.decide(verb="correct", subject=claim, field="time", value="2019-03-24", reason="misread").status == 200
    marked = [one for one in sentences(mine, event) if one["weak"]]
    assert marked
    assert all("changed after the last run" in str(one["weak"]) for one in marked)


def test_what_fell_since_the_verdict_is_listed_and_what_changed_says_so(mine: Client) -> None:
    event = first_event(mine)
    corpus = mine.desk.look().corpus
    claims = corpus.events[event].claims
    assert len(claims) > 1
    assert mine.decide(verb="note", field="sentence", subject=event, other=claims[0], value="They landed.", reason="lead").status == 200
    assert mine.decide(verb="state", subject=event, value="likely", reason="two papers").status == 200
    page = mine.get(f"/dossier/{event}.json").json
    assert page["gone"] == []
    assert not any(one["weak"] for one in sentences(mine, event))
    mine.desk.work.rerun = lambda: None  # type: ignore[method-assign] - the test runs the case itself
    lost = corpus.claims[claims[-1]].span.document
    assert mine.decide(verb="withdraw", subject=lost, reason="the paper took it down").status == 200
    assert run(Case.open(mine.desk.case.folder), STAGES, AT, Way(LocalEngine(1))).failed == 0
    left = next(one for one in mine.desk.look().corpus.events.values() if claims[0] in one.claims)
    page = mine.get(f"/dossier/{left.id}.json").json
    assert page["stale"]
    fallen = {one.text for one in corpus.statements.values() if one.subject == event and claims[-1] in one.rests_on and one.section == "reports"}
    assert fallen <= {one["text"] for one in page["gone"]}
    (written,) = [one for one in sentences(mine, left.id) if one["by"]]
    assert "since the verdict" in str(written["weak"])
    assert "Sentences that fell since the verdict" in mine.get(f"/dossier/{left.id}").text


def test_an_answer_stands_beside_its_claim_on_every_page_and_in_the_export(mine: Client) -> None:
    event = first_event(mine)
    claim = mine.desk.look().corpus.events[event].claims[0]
    said = "We have no troops there. <script>alert(1)</script>"
    assert mine.decide(verb="note", field="reply", subject=claim, value=said, reason="Ministry of Defence, by letter, 2 March").status == 200
    for path in (f"/c/{claim}", f"/h/{event}", f"/dossier/{event}"):
        page = mine.get(path).text
        assert "We have no troops there. &lt;script&gt;" in page, path
        assert "Ministry of Defence, by letter, 2 March" in page, path
    for language, heading in (("en", "Right of reply"), ("es", "Derecho de réplica")):
        page = exported(mine, language)
        assert heading in page
        assert "We have no troops there. &lt;script&gt;" in page
    assert mine.decide(verb="undo", subject="", back=mine.desk.standing().done[-1].seal).status == 200
    assert "We have no troops" not in exported(mine)


@pytest.mark.parametrize(
    "form",
    [
        {"field": "reply", "value": "", "reason": "x"},
        {"field": "reply", "value": "text", "reason": ""},
        {"field": "credibility", "value": "7", "reason": "x"},
        {"field": "credibility", "value": "", "reason": "x"},
    ],
)
def test_an_answer_or_a_grade_that_says_too_little_is_refused(mine: Client, form: dict[str, str]) -> None:
    claim = next(iter(mine.desk.look().corpus.claims))
    before = len(mine.desk.standing().every)
    assert mine.decide(verb="note", subject=claim, **form).status in (400, 422)
    assert len(mine.desk.standing().every) == before


def test_the_source_is_hidden_until_the_item_is_graded(mine: Client) -> None:
    claim = next(iter(mine.desk.look().corpus.claims))
    key = str(mine.get(f"/c/{claim}.json").json["card"]["chain"][0]["key"])
    assert mine.decide(verb="note", field="reliability", subject=key, value="E", reason="wrong twice this year").status == 200
    page = mine.get(f"/c/{claim}")
    assert "wrong twice this year" not in page.text
    assert mine.get(f"/c/{claim}.json").json["source_grades"] == []
    assert mine.decide(verb="note", field="credibility", subject=claim, value="2", reason="two others saw it").status == 200
    found = mine.get(f"/c/{claim}.json").json
    assert [(one["value"], one["by"]) for one in found["grades"]] == [("2", "ana")]
    assert [one["value"] for one in found["source_grades"]] == ["E"]
    other = open_client(mine.desk.case.folder, person="luis")
    assert other.get(f"/c/{claim}.json").json["source_grades"] == []
    assert mine.decide(verb="note", field="reliability", subject="outlet:nobody", value="A", reason="x").status == 404


def test_what_the_program_suggests_is_never_one(mine: Client) -> None:
    assert {one.credibility_digit for one in mine.desk.look().corpus.assessments.values()} <= {"2", "3", "4", "5", "6", None}
    assert AT.year == 2026


def test_the_command_line_exports_what_was_left_out_and_written_as_the_page_does(mine: Client) -> None:
    event = first_event(mine)
    corpus = mine.desk.look().corpus
    gone = next(one for one in corpus.statements.values() if one.subject == event and one.section == "claimed")
    assert mine.decide(verb="reject", subject=gone.id, reason="left out").status == 200
    form = {"verb": "note", "field": "sentence", "subject": event, "other": corpus.events[event].claims[0], "value": "They landed.", "reason": "lead"}
    assert mine.decide(**form).status == 200
    page = exported(mine)
    assert gone.id not in page
    assert "They landed." in page
