"""The log and the books -> audit (who changed what, is the chain whole), admin (what failed, and why), watch (what is new)."""

from collections import Counter

from cotejo.case import custody
from cotejo.case.custody import Entry, read_line
from cotejo.case.folder import LOG
from cotejo.case.verify import verify
from cotejo.dossier.describe import describe_event
from cotejo.errors import DamagedCase
from cotejo.pipeline.history import changes_between, run_at
from cotejo.records.abstention import Abstention
from cotejo.web.asked import Asked, Moved, Page
from cotejo.web.desk import Desk, Laid
from cotejo.web.routes import Field, Route
from cotejo.web.views.rows import rows_of
from cotejo.web.words import Phrases

PAGE = 100


def entries(desk: Desk) -> tuple[list[Entry], list[str]]:
    """Read the log, and what is wrong with it."""
    with desk.case.store.reading() as link:
        kept = desk.case.store.custody(link)
    path = desk.case.folder / LOG
    wrong = list(custody.faults(path.read_bytes() if path.exists() else b"", kept)) if kept else ["the log is empty"]
    found = []
    for line in kept:
        try:
            found.append(read_line(line))
        except DamagedCase as error:
            wrong.append(str(error))
    return found, wrong


SAID = ("by", "verb", "subject", "other", "field", "value")  # of a decision, in a line of the log


def say_entry(entry: Entry, phrases: Phrases) -> str:
    """Say in a line what an entry did."""
    detail = entry.detail
    if entry.act == "add":
        captures, left_out = (len(detail.get(name, ())) for name in ("captures", "left_out"))
        return f"{phrases.count('{n} file', '{n} files', captures)}, {phrases.say('{count} left out', count=left_out)}"
    if entry.act == "run":
        digest = str(detail.get("digest"))[:16]
        return phrases.say("run {run}: {records} records, digest {digest}", run=detail.get("run"), records=detail.get("records"), digest=digest)
    if entry.act == "decide":
        return " ".join(phrases.say(str(detail[name])) if name == "verb" else str(detail[name]) for name in SAID if detail.get(name))
    if entry.act == "export":
        return f"{detail.get('format')}, {detail.get('size_bytes')} bytes, SHA-256 {str(detail.get('sha256'))[:16]}"
    return ", ".join(f"{key}: {value}" for key, value in sorted(detail.items()))


def show_audit(desk: Desk, asked: Asked) -> Page:
    """Who changed what?"""
    found, wrong = entries(desk)
    act = asked.one("act")
    chosen = [entry for entry in reversed(found) if not act or entry.act == act]
    pages = max(1, -(-len(chosen) // PAGE))
    page = min(max(1, asked.number("page", 1)), pages)
    verdict = verify(desk.case.folder) if asked.one("check") == "all" else None
    return Page(
        template="audit.html",
        title=asked.phrases.say("Audit"),
        view={
            "entries": [
                {"number": one.number, "at": one.at, "act": one.act, "said": say_entry(one, asked.phrases),
                 "reason": str(one.detail.get("reason", "")),
                 "seal": one.seal, "before": one.before}
                for one in chosen[(page - 1) * PAGE : page * PAGE]
            ],
            "total": len(chosen),
            "page": page,
            "pages": pages,
            "acts": sorted(Counter(entry.act for entry in found).items()),
            "wrong": wrong,
            "head_seal": found[-1].seal if found else "",
            "verdict": {"counts": verdict.counts, "faults": [(one.object, one.what) for one in verdict.faults], "notes": list(verdict.notes)}
            if verdict
            else None,
        },
    )  # fmt: skip


def show_admin(desk: Desk, asked: Asked) -> Page:
    """What failed to load, and why?"""
    laid = desk.look()
    with desk.case.store.reading() as link:
        ledger = desk.case.store.ledger(link)
    left = list(laid.corpus.abstentions.values())
    chosen = [one for one in left if asked.one("reason") in ("", f"{one.stage}/{one.reason}")]
    return Page(
        template="admin.html",
        title=asked.phrases.say("Admin"),
        view={
            "ledger": [{"line": line, "balances": line.balances, "said": asked.words.pick("stage", line.stage)} for line in ledger],
            "reasons": sorted(Counter(f"{one.stage}/{one.reason}" for one in left).items(), key=lambda item: (-item[1], item[0])),
            "abstentions": [{"one": one, "address": address_of(desk, one)} for one in chosen[:PAGE]],
            "abstentions_total": len(chosen),
            "captures": len(laid.corpus.captures),
            "documents": len(laid.corpus.documents),
            "run": laid.run,
            "work_state": desk.work.state,
        },
    )


def address_of(desk: Desk, one: Abstention) -> str:
    """Page of what an abstention is about."""
    corpus = desk.look().corpus
    for known, prefix in ((corpus.events, "h"), (corpus.claims, "c"), (corpus.documents, "d"), (corpus.exhibits, "e")):
        if one.subject in known:
            return f"/{prefix}/{one.subject}"
    return f"/d/{one.spans[0].document}?at={one.spans[0].start}-{one.spans[0].end}#at" if one.spans else ""


def show_watch(desk: Desk, asked: Asked) -> Page:
    """What changed since I last looked?"""
    laid, standing = desk.look(), desk.standing()
    found, _ = entries(desk)
    since = [entry for entry in found if entry.number > asked.last_seen]
    fresh = {capture["id"] for entry in since if entry.act == "add" for capture in entry.detail.get("captures", ())}
    documents = [one for one in laid.corpus.documents.values() if one.capture in fresh]
    new = {one.id for one in documents}
    touched = [event for event in laid.shelf.events if any(laid.corpus.claims[key].span.document in new for key in event.claims)]
    wholly = [event for event in touched if all(laid.corpus.claims[key].span.document in new for key in event.claims)]
    changed = tell_changes(desk, laid, asked)
    reopened = [row for row in rows_of(laid, asked.words, standing, laid.shelf.events) if row.reopened] if standing.done else []
    return Page(
        template="watch.html",
        title=asked.phrases.say("Watch"),
        view={
            "last_seen": asked.last_seen,
            "newest": found[-1].number if found else 0,
            "entries": [
                {"number": one.number, "at": one.at, "act": one.act, "said": say_entry(one, asked.phrases)} for one in reversed(since[-PAGE:])
            ],
            "documents": [
                {"id": one.id, "title": one.title or one.external_id, "outlet": one.outlet, "language": one.language} for one in documents[:PAGE]
            ],
            "documents_total": len(documents),
            "events_new": rows_of(laid, asked.words, standing, wholly[:PAGE]),
            "events_grown": rows_of(laid, asked.words, standing, [one for one in touched if one not in wholly][:PAGE]),
            "reopened": reopened,
            "changed": changed,
        },
    )


def tell_changes(desk: Desk, laid: Laid, asked: Asked) -> list[dict[str, object]]:
    """Say why counts are not what they were when this reader last looked; nothing for one who has not said so yet."""
    seen = run_at(desk.case, asked.last_seen) if asked.last_seen else None
    if seen is None or seen == laid.run:
        return []
    found: list[dict[str, object]] = []
    for change in changes_between(desk.case, seen, laid.run, asked.words):
        event = laid.corpus.events.get(change.after or "")
        title = describe_event(asked.words, laid.corpus, event) if event else change.before
        found.append({"id": event.id if event else "", "title": title, "why": change.why})
    return found[:PAGE]


def mark_seen(_desk: Desk, asked: Asked) -> Moved:
    """Remember up to where this reader has looked."""
    number = asked.form.get("number", "")
    return Moved("/watch", {"seen": number if number.isascii() and number.isdigit() else "0"})


ROUTES = (
    Route("/audit", show_audit, "the log: who did what, and whether its chain is whole",
          fields=(Field("act", "kind of act"), Field("page", "page, from 1"), Field("check", "all: hash and check everything again"))),
    Route("/admin", show_admin, "the books of the last run, and what was left undecided or failed", fields=(Field("reason", "stage/reason"),)),
    Route("/watch", show_watch, "what is new since this reader last said so"),
    Route("/watch", mark_seen, "remember up to where this reader has looked", "POST", (Field("number", "entry of the log", needed=True),)),
)  # fmt: skip
