"""A corpus and the words of a language -> its verdicts and sentences said in that language; ids, spans and what they rest on stay."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from cotejo.dossier.assess import assess_event
from cotejo.dossier.compose import compose, tell
from cotejo.dossier.indexed import Indexed
from cotejo.dossier.retold import retell
from cotejo.dossier.wording import BASE, Wording
from cotejo.records.dossier import Statement
from cotejo.records.event import Event
from cotejo.records.origin import Assessment, Origin


def translate(corpus: Indexed, words: Wording) -> tuple[Indexed, dict[str, str]]:
    """Say verdicts in a language, and give the texts of the stored sentences by their ids.

    A sentence is known again by what it rests on, so that it may have been worded by another version. One that
    is not composed from what the corpus now holds (a person's) has no text here and stays as it is.
    """
    if words.language == BASE:
        return corpus, {}
    verdicts = {key: translate_verdict(corpus, words, found) for key, found in corpus.assessments.items()}
    said = msgspec.structs.replace(corpus, assessments=verdicts)
    made = [one for one in compose(said, words) if isinstance(one, Statement)]
    return said, pair(corpus.statements.values(), made)


def translate_event(corpus: Indexed, words: Wording, event: Event, stored: Iterable[Statement] = ()) -> tuple[Assessment | None, Mapping[str, str]]:
    """Say one event's verdict and sentences in a language; the verdict is None where it has none."""
    found = corpus.assessments.get(event.id)
    if found is None or words.language == BASE:
        return found, {}
    verdict = translate_verdict(corpus, words, found)
    return verdict, pair(stored, tell(words, corpus, event, verdict))


def pair(stored: Iterable[Statement], made: Iterable[Statement]) -> dict[str, str]:
    """Give the texts of sentences made anew by the ids of the stored ones: those of one section and rule on the same ground, in their order."""
    texts: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for one in made:
        texts[ground(one)].append(one.text)
    found: dict[str, str] = {}
    same: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for one in stored:
        same[ground(one)].append(one.id)
    for key, ids in same.items():
        if len(ids) == len(texts.get(key, ())):
            found.update(zip(ids, texts[key], strict=True))
    return found


def ground(found: Statement) -> tuple[object, ...]:
    """What a sentence is known by, apart from its words and its maker."""
    return found.section, found.subject, found.rule, found.rests_on, found.citations


def translate_verdict(corpus: Indexed, words: Wording, found: Assessment) -> Assessment:
    """Say one verdict in a language: its reasons, flags and details; one that would be judged otherwise now stays as it was written."""
    event = corpus.events.get(found.event)
    if event is None or not all(key in corpus.claims for key in event.claims):
        return found
    again = assess_event(corpus, event, words)
    same = (again.label, again.lo, again.hi, [flag.name for flag in again.flags]) == (
        found.label, found.lo, found.hi, [flag.name for flag in found.flags],
    )  # fmt: skip
    return msgspec.structs.replace(found, reasons=again.reasons, flags=again.flags, details=again.details) if same else found


def retell_records(corpus: Indexed, words: Wording) -> Indexed:
    """Say in a language what other rooms wrote into origins, derivations, findings and abstentions; their ids stay."""
    origins = {key: retell_origin(words, one) for key, one in corpus.origins.items()}
    kept = {key: tuple(origins[one.id] for one in found) for key, found in corpus.origins_by_event.items()}
    return msgspec.structs.replace(
        corpus,
        origins=origins,
        origins_by_event=kept,
        derivations={key: msgspec.structs.replace(one, why=retell(words, one.why)) for key, one in corpus.derivations.items()},
        findings={
            key: msgspec.structs.replace(one, basis=retell(words, one.basis), scope=retell(words, one.scope)) for key, one in corpus.findings.items()
        },
        abstentions={key: msgspec.structs.replace(one, detail=retell(words, one.detail)) for key, one in corpus.abstentions.items()},
    )


def retell_origin(words: Wording, found: Origin) -> Origin:
    """Say in a language why an origin counts, and each piece of its evidence."""
    evidence = tuple(msgspec.structs.replace(piece, why=retell(words, piece.why)) for piece in found.evidence)
    return msgspec.structs.replace(found, why=retell(words, found.why), evidence=evidence)
