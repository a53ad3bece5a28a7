"""S9: a name in disguise (letters of another script, hidden signs, turned direction, styled letters) is met as the name that it looks like."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cotejo.claims import sources
from cotejo.events.identities import exact_keys, same_name
from cotejo.text.folding import fold, skeleton
from cotejo.text.lookalikes import CYRILLIC, TO_CYRILLIC, unmask

NAMES = (
    "Reuters", "Associated Press", "El Correo del Sur", "Bitácora del Puerto", "Radio Bandim", "Estero Courier", "Diário da Costa", "O Globo Novo", "La Pizarra Andina", "Sahel Post",
    "Pablo Ruiz", "Maribel Oquendo", "Ana Paz", "João Pereira", "Carlos Ortega Peña", "Mary Stone", "Peter Oakes", "Aisha Coulibaly", "Noor Haddad", "Xavier Cabrera",
    "Jesús Copete", "Inês Carvalho", "Rafael Tavares", "Óscar Ibáñez", "Camila Prieto", "Tomás Aceves", "Eva Kappel", "Ibrahim Toure", "Moussa Keita", "Beatriz Pacheco",
    "Оборонный вестник", "Деловой Меридиан", "Красная хроника", "Новости Севера", "Портовая газета", "Иван Петров", "Анна Смирнова", "Сергей Королёв", "Марина Ветрова", "Павел Носков",
    "Ольга Тарасова", "Никита Харитонов", "Вера Макарова", "Степан Крот", "Роман Тихонов", "Антон Ершов", "Татьяна Котова", "Кирилл Осипов", "Максим Рощин", "Елена Карасёва",
)  # fmt: skip
TO_OTHER = {latin: other for other, latin in CYRILLIC.items()}
OTHERS = ("Renters", "Aссоciated Pens", "El Correo del Norte", "Bitácora del Muelle", "Radio Bandin")  # what reads differently is another name


def disguises(name: str) -> list[str]:
    """The name as it would be written to pass for it and not be met as it."""
    table = TO_OTHER if name[0] < "\u0400" else {**TO_CYRILLIC_BACK}
    swapped = []
    for word in name.split():
        places = [at for at, sign in enumerate(word) if sign in table]
        few = places[: (len([sign for sign in word if sign.isalpha()]) - 1) // 2]  # most letters stay what they are
        swapped.append("".join(table[sign] if at in few else sign for at, sign in enumerate(word)))
    middle = len(name) // 2
    styled = "".join(chr(ord(sign) - 0x21 + 0xFF01) if sign.isascii() and sign.isalpha() else sign for sign in name)
    return [
        " ".join(swapped),
        f"{name[:middle]}\u200b{name[middle:]}",
        f"\u202d{name}\u202c",
        f"{name[:1]}\u00ad{name[1:]}\u2060",
        f"{name[:2]}\ufe0f{name[2:]}",
        styled,
    ]


TO_CYRILLIC_BACK = {other: latin for latin, other in TO_CYRILLIC.items() if len(latin) == 1}


def test_fifty_names_are_met_in_every_disguise() -> None:
    assert len(NAMES) == len(set(NAMES)) == 50
    fooled = [
        (name, worn)
        for name in NAMES
        for worn in disguises(name)
        if not (
            fold(worn) == fold(name)
            and skeleton(worn) == skeleton(name)
            and exact_keys(worn) == exact_keys(name)
            and same_name(worn, name)
            and sources.skeleton(worn) == sources.skeleton(name)
            and sources.slug(worn) == sources.slug(name)
        )
    ]
    assert fooled == []
    assert sum(worn != name for name in NAMES for worn in disguises(name)[:1]) >= 45  # the disguise by letters is one


def test_no_two_of_them_become_one() -> None:
    assert len({fold(name) for name in NAMES}) == len(NAMES)
    assert len({sources.slug(name) for name in NAMES}) == len(NAMES)
    for name, other in zip(NAMES, OTHERS, strict=False):
        assert not same_name(name, other), (name, other)


@pytest.mark.parametrize(
    "kept", ["TV-шоу", "Ми-8АМТШ", "Ил-76", "С-300", "iPhone'ов", "Беларусь", "Ελλάδα", "Zürich", "São Tomé", "ВКонтакте", "PRщик", "е", "Дом.ru"]
)
def test_what_is_of_two_scripts_in_earnest_stays(kept: str) -> None:
    assert unmask(kept) == kept


@given(some.text(alphabet=some.sampled_from("aeopcABCаеорсАВСжЖщzZ 1-\u200b\u202e\uff21𝐀"), max_size=60))
def test_it_is_done_once(text: str) -> None:
    assert unmask(unmask(text)) == unmask(text)
    assert "\u202e" not in unmask(text)


def test_a_long_text_takes_no_long() -> None:
    unmask("аa" * 500_000)
    unmask(("Рablo и Pablo " + "\u200b") * 60_000)
