from hypothesis import given
from hypothesis import strategies as some

from cotejo.case.ledger import Books, balance, render, total

IDS = some.lists(some.sampled_from("abcdefgh"))


@given(IDS, IDS, IDS)
def test_every_unit_is_counted_once_or_named_as_lost(units: list[str], answered: list[str], abstained: list[str]) -> None:
    books, lost = balance(units, answered, abstained)
    assert books.inputs == len(set(units)) == books.answered + books.abstained + len(lost)
    assert set(lost) == set(units) - set(answered) - set(abstained)


def test_the_table_is_aligned_and_says_what_does_not_balance() -> None:
    lines = [
        total("a.read", "a@1", [Books(1200, 1000, 200, 0)], 0, 9),
        total("b", "b@1", [Books(2, 1, 0, 0), Books(1, 0, 0, 1)], 1, 3),
        total("c", "c@1", [], 0, 0),
    ]
    table = render(lines, {"a.read": "capture"}).splitlines()
    assert table[1] == "a.read  capture   1,200     1,000        200       0       0     9"
    assert table[2].endswith("DOES NOT BALANCE: 1 lost")
    assert table[0].index("inputs") + len("inputs") == table[1].index("1,200") + len("1,200")
    assert [line.balances for line in lines] == [True, False, True]
