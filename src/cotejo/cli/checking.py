"""check: a parsed command -> a case brought up to date, and what every check whose inputs are there says of it."""

from argparse import Namespace
from collections.abc import Iterator
from itertools import groupby
from typing import Any, get_args

import msgspec

from cotejo.case.folder import Case, now
from cotejo.cli.talk import progress, put, say
from cotejo.cli.working import judge
from cotejo.engine.local import LocalEngine, count_cores
from cotejo.evidence.check import CHECKS, STAGE
from cotejo.pipeline.running import Way
from cotejo.pipeline.running import run as run_stages
from cotejo.pipeline.stages import STAGES
from cotejo.records.abstention import Abstention
from cotejo.records.base import Record
from cotejo.records.corpus import Corpus
from cotejo.records.evidence import Exhibit, Facet, Finding

SHOWN_CHARACTERS = 160  # of a claim's words
FACETS: tuple[Facet, ...] = get_args(Facet)


def check(asked: Namespace) -> int:
    """Run what is due, and print the findings of every check; what could not be checked stands beside them with its reason."""
    case = Case.open(asked.case)
    with progress() as show:
        report = run_stages(case, STAGES, now(), Way(LocalEngine(asked.workers or count_cores()), progress=show))
    records = case.current()
    corpus = Corpus.of(records)
    bodies = [*findings_of(corpus, asked.verdict), *unanswered(corpus, records)]
    if asked.format == "json":
        for body in bodies:
            put(msgspec.json.encode(body).decode())
    else:
        for line in lines_of(bodies):
            put(line)
    for one in CHECKS:
        if not any(exhibit.exhibit_kind == one.needs for exhibit in corpus.exhibits.values()):
            say(f"{one.name}: not run, the case holds no {one.needs} (docs/evidence.md says which files are)")
    return judge(case, report)


def findings_of(corpus: Corpus, verdicts: list[str]) -> Iterator[dict[str, Any]]:
    """Findings as objects, by file, then by what they are about."""
    names = names_by_hash(corpus)
    found = sorted(
        corpus.findings.values(),
        key=lambda one: ([names.get(sha256, sha256) for sha256 in one.inputs], one.subject, one.check, FACETS.index(one.facet), one.id),
    )
    for finding in found:
        if not verdicts or finding.verdict in verdicts:
            yield describe(corpus, finding, names)


def describe(corpus: Corpus, finding: Finding, names: dict[str, str]) -> dict[str, Any]:
    """One finding with the words that it is about and the files that it relied on."""
    claim = corpus.claims.get(finding.subject)
    about: dict[str, Any] = {}
    if claim is not None:
        span = claim.span
        about = {"doc": corpus.document_of(claim.id).external_id, "start": span.start, "end": span.end, "exact": span.exact}
    elif finding.subject in corpus.documents:
        about = {"doc": corpus.documents[finding.subject].external_id}
    return {
        "type": "finding", "id": finding.id, "check": finding.check, "subject": finding.subject, **about,
        "facet": finding.facet, "verdict": finding.verdict, "reason": finding.reason, "basis": finding.basis,
        "measures": [{"name": one.name, "value": one.value, "unit": one.unit} for one in finding.measures],
        "scope": finding.scope, "inputs": [{"file": names.get(sha256, ""), "sha256": sha256} for sha256 in finding.inputs],
        "made_by": finding.made_by,
    }  # fmt: skip


def unanswered(corpus: Corpus, records: list[Record]) -> Iterator[dict[str, Any]]:
    """What the checks said nothing of, with the reasons."""
    for record in records:
        if isinstance(record, Abstention) and record.stage == STAGE:
            exhibit = corpus.exhibits.get(record.subject)
            file = name_of(corpus, exhibit) if exhibit else ""
            yield {"type": "undecided", "subject": record.subject, "file": file, "reason": record.reason, "detail": record.detail}


def lines_of(bodies: list[dict[str, Any]]) -> Iterator[str]:
    """The same for people: a heading for each claim and file, a line for each facet, then what this does not say."""
    for heading, group in groupby((body for body in bodies if body["type"] == "finding"), key=head):
        yield f"\n{heading}"
        scopes: list[str] = []
        for body in group:
            measured = "".join(f"; {one['name'].replace('_', ' ')} {one['value']} {one['unit']}" for one in body["measures"])
            yield f"  {body['verdict']:<11} {body['facet']}: {body['basis']}{measured}"
            scopes.append(body["scope"])
        yield from (f"  ({scope})" for scope in dict.fromkeys(scopes))
    for body in bodies:
        if body["type"] == "undecided":
            yield f"undecided ({body['reason']}) {body['file']}: {body['detail']}"


def head(body: dict[str, Any]) -> str:
    """Check, files, document and the claim's words."""
    files = ", ".join(one["file"] or one["sha256"][:12] for one in body["inputs"])
    words = " ".join(str(body.get("exact", "")).split())
    short = words if len(words) <= SHOWN_CHARACTERS else words[:SHOWN_CHARACTERS] + "…"
    return f"{body['check']} · {files} · {body.get('doc') or body['subject']}" + (f": “{short}”" if short else "")


def names_by_hash(corpus: Corpus) -> dict[str, str]:
    """SHA-256 -> the file's name."""
    return {corpus.captures[one.capture].sha256: name_of(corpus, one) for one in corpus.exhibits.values() if one.capture in corpus.captures}


def name_of(corpus: Corpus, exhibit: Exhibit) -> str:
    """What an exhibit's file is called."""
    capture = corpus.captures.get(exhibit.capture)
    return (capture.locator or capture.url) if capture else exhibit.id
