"""Look-ups of attributions by place: the same as by trying all, and quick in long texts."""

import time

from hypothesis import given
from hypothesis import strategies as st

from cotejo.claims.coverage import SHORT, Coverage
from cotejo.claims.read import read
from cotejo.records.attribution import Attribution, Source
from cotejo.records.document import Document
from cotejo.records.span import Span

LENGTH = 3 * SHORT


def make(contents: list[tuple[int, int, int | None]]) -> list[Attribution]:
    """Attributions with contents at places; the third number is the one outside, if it comes before."""
    made: list[Attribution] = []
    for number, (start, length, outer) in enumerate(contents):
        content = Span.of("document-1", "x" * LENGTH, start, min(start + length, LENGTH))
        within = made[outer].id if outer is not None and outer < number else None
        source = Source(name=f"s{number}", kind="unnamed", span=None)
        made.append(
            Attribution(document="document-1", source=source, cue=None, content=content, mode="indirect", within=within, rule="t", made_by="t")
        )
    return made


def by_trying_all(made: list[Attribution], start: int, end: int) -> str | None:
    coverage = Coverage(made)
    found = [each for each in made if each.content and each.content.start <= start and end <= each.content.end]
    best = min(found, key=lambda each: (len(each.content.exact) if each.content else 0, -coverage.depth[each.id], each.id), default=None)
    if best is None:
        return None
    cited = [each for each in found if best.id in [link.id for link in coverage.chain(each.id)[:-1]]]
    return min(cited or [best], key=lambda each: (-coverage.depth[each.id], each.id)).id


places = st.tuples(st.integers(0, LENGTH - 10), st.sampled_from([5, 40, 300, SHORT, SHORT + 1, LENGTH]), st.one_of(st.none(), st.integers(0, 5)))


@given(st.lists(places, max_size=8), st.integers(0, LENGTH), st.integers(0, 60))
def test_the_innermost_is_the_one_that_trying_all_finds(contents: list[tuple[int, int, int | None]], start: int, length: int) -> None:
    made = make(contents)
    found = Coverage(made).innermost(start, start + length)
    assert (found.id if found else None) == by_trying_all(made, start, start + length)


def test_a_long_report_of_many_voices_is_read_in_time_that_grows_with_its_length() -> None:
    spent = []
    for repeats in (200, 1600):
        text = "Russian soldiers arrived in Bissau on Sunday, officials said. " * repeats
        document = Document(capture="c", text=text, external_id="x", language="en", made_by="t@1")
        begun = time.process_time()
        assert sum(1 for _ in read(document)) > repeats
        spent.append(time.process_time() - begun)
    assert spent[1] < 4 * 8 * max(spent[0], 0.05), spent
