"""The dossier in Spanish: no English word of ours is left, no sentence is lost, and in English none is Spanish."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from eval.demo import run_demo
from tests.dossier.visible import ENGLISH, SPANISH, strangers

from cotejo.dossier import events_json, html
from cotejo.dossier.retold import is_told, retell, retell_reason
from cotejo.dossier.wording import Wording, read
from cotejo.errors import SettingsError
from cotejo.lexicon.load import table
from cotejo.records.corpus import Corpus

CODE = Path(__file__).resolve().parents[2] / "src" / "cotejo"
FIELD = re.compile(r"\{(\w*)")
EN, ES = Wording.load("en"), Wording.load("es")
TELLING = ("why", "detail")  # what a record says in words
SENTENCE = re.compile(r"[a-z]+ [a-z]+ [a-z]+")  # three words of ours in a row


def no_blob(_sha256: str) -> bytes:
    raise OSError("no bytes here")


def forms(row: object) -> list[str]:
    return [str(form) for form in row.values()] if isinstance(row, dict) else [str(row)]


@pytest.mark.parametrize("name", [name for name, rows in read("wording.toml").items() if isinstance(rows, dict)])
def test_every_row_has_its_spanish_with_the_same_fields(name: str) -> None:
    english, spanish = read("wording.toml")[name], read("wording_es.toml").get(name, {})
    for key, row in english.items():
        assert key in spanish, f"[{name}] {key}"
        for first, second in zip(forms(row), forms(spanish[key]), strict=True):
            assert set(FIELD.findall(second)) <= set(FIELD.findall(first)), f"[{name}] {key}"


def test_every_unit_that_is_read_has_words() -> None:
    units = set(table("numbers")["units"])
    assert len(units) > 5
    assert units <= set(EN.rows["unit"])
    assert {f"count of {unit}" for unit in units - {"person"}} <= set(EN.rows["field"])


def test_every_phrase_of_the_page_has_its_spanish() -> None:
    spanish = read("wording_es.toml")["phrases"]
    asked = {phrase for path in sorted((CODE / "dossier").glob("*.py")) for phrase in phrases_of(ast.parse(path.read_text(encoding="utf-8")))}
    assert len(asked) > 60
    assert asked - set(spanish) == set()
    for english, said in spanish.items():
        assert set(FIELD.findall(said)) == set(FIELD.findall(english)), english


def phrases_of(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (getattr(node.func, "attr", "") == "phrase" or getattr(node.func, "id", "") == "say"):
            for leaf in ast.walk(node.args[0]):
                if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str):
                    yield leaf.value


def templates() -> Iterator[tuple[str, str]]:
    """What the rooms of events and claims write into their records, each field filled with a letter."""
    for path in sorted([*(CODE / "events").glob("*.py"), CODE / "claims" / "read.py"]):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.keyword) and node.arg in TELLING
            held = isinstance(node, ast.Assign) and any(getattr(target, "id", "") in TELLING for target in node.targets)
            built = isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"edge", "make"}
            values = (
                [*node.args]
                if built and isinstance(node, ast.Call)
                else [node.value]
                if isinstance(node, (ast.keyword, ast.Assign)) and (named or held)
                else []
            )
            yield from ((path.name, said) for value in values for said in texts_of(value) if SENTENCE.search(said))


def texts_of(value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "X" for part in value.values)
    elif isinstance(value, ast.IfExp):
        yield from (*texts_of(value.body), *texts_of(value.orelse))


def test_what_other_rooms_write_can_be_said_in_spanish() -> None:
    found = sorted(set(templates()))
    assert len(found) > 25
    untold = [(name, said) for name, said in found if not is_told(said.removeprefix("X; ").strip("; "))]
    assert untold == []


@pytest.mark.parametrize("name", ["findings", "scopes", "retold"])
def test_a_sentence_is_said_again_in_the_other_language(name: str) -> None:
    seen = 0
    for group, rows in table(name).items():
        for key, row in {group: rows}.items() if all(isinstance(form, str) for form in rows.values()) else rows.items():
            english, spanish = (fill(row[language]) for language in ("en", "es"))
            assert set(FIELD.findall(row["es"])) <= set(FIELD.findall(row["en"])), (group, key)
            if is_told(english) and len(re.findall(r"[a-z]", english)) > 20:
                seen += 1
                assert retell(ES, english) == spanish, (group, key)
    assert seen > 5


def fill(template: str) -> str:
    return re.sub(r"\{(\w+)\}", lambda field: field.group(1).upper() + "9", template)


def test_a_text_that_no_template_gave_stays() -> None:
    for said in ("Zwei Flugzeuge; drei", "", "a" * 10_000, "{who} told {x}", "a; b; c"):
        assert retell(ES, said) == said


def test_retelling_a_hostile_text_ends_soon() -> None:
    assert retell(ES, " names , but links to a report of another party, " * 80)
    assert retell(ES, "; ".join(["x told this outlet"] * 200)).startswith("contado a este medio por x; ")


def test_no_english_is_left_on_a_spanish_page(told: Corpus) -> None:
    page = html.render(told, "Gao", no_blob, language="es")
    assert '<html lang="es">' in page
    assert strangers(page, told, ENGLISH) == []


def test_no_spanish_is_on_an_english_page(told: Corpus) -> None:
    assert strangers(html.render(told, "Gao", no_blob), told, SPANISH) == []


def test_both_pages_have_the_same_sentences_under_the_same_ids(told: Corpus) -> None:
    first, second = (re.findall(r'class="statement" id="([^"]+)"', html.render(told, "Gao", no_blob, language=language)) for language in ("en", "es"))
    assert first == second
    assert len(first) > 5


def test_json_says_its_sentences_in_spanish_and_keeps_its_codes(told: Corpus) -> None:
    english, spanish = events_json.gather(told), events_json.gather(told, "es")
    for first, second in zip(english["events"], spanish["events"], strict=True):  # type: ignore[arg-type]
        assert isinstance(first, dict)
        assert isinstance(second, dict)
        assert (first["id"], first["label"], first["flags"]) == (second["id"], second["label"], second["flags"])
        assert first["flag_details"] != second["flag_details"] or not first["flags"]


def test_a_language_without_words_is_refused() -> None:
    with pytest.raises(SettingsError, match="no wording in 'tlh'"):
        Wording.load("tlh")


OF_NO_LANGUAGE = {"bands", "kin"}  # tables of linking.toml that are no lines of a score


def test_every_line_of_a_links_score_has_words() -> None:
    settings = {"near_km", "tight_days", "near_days", "bound_days", "narrow"}
    lines = {f"{part}.{name}" for part, rows in table("linking").items() if part not in OF_NO_LANGUAGE for name in rows if name not in settings}
    assert len(lines) > 30
    assert lines <= set(EN.rows["feature"])


def test_why_places_and_links_were_taken_is_said_in_spanish() -> None:
    demo = run_demo().corpus
    said = {reason.seen for link in demo.links.values() for reason in link.reasons}
    said |= {found.reason for found in demo.resolutions.values()}
    said |= {"; ".join(one.reasons) for found in demo.resolutions.values() for one in found.candidates}
    assert len(said) > 100
    told = {one: retell_reason(ES, one) for one in said}
    left = {re.sub(r"\b[a-z_]+[.:][\w.:-]+", "", line) for one in told.values() for line in one.split("; ")}  # without rules and identifiers
    assert {line for line in left if ENGLISH.search(line)} == set()
    assert sum(told[one] != one for one in said) > len(said) // 2
    for one in said:  # weights and identifiers stand as they were
        assert re.findall(r"[+-]\d+\.\d|gn:\d+", one) == re.findall(r"[+-]\d+\.\d|gn:\d+", told[one])
