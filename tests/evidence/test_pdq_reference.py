"""PDQ of one photograph in eight turns, as published implementations print it."""

import pytest
from eval.shared import ABSENT, SHARED

from cotejo.evidence.pictures import decode, hex_of, pdq

TURNED = SHARED / "data" / "evidence" / "images_pdq" / "pdq" / "data" / "reg-test-input" / "dih"
PRINTED = {  # the first two stand in the reference's own tests; all in those of independent implementations
    "bridge-1-original": "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22",
    "bridge-2-rotate-90": "30a10efd71cc3d429013d48d0ffffc52e34e0e17ada952a9d29685211ea9e5af",
    "bridge-3-rotate-180": "adad5a64b5a142e75b62a09857da895ae63b847fc23794b766b319361bc93188",
    "bridge-4-rotate-270": "a5f0a457a48995e8c9065c275aaa5498b61ba4bdf8fcf80387c32f8b1bfc4f05",
    "bridge-5-flipx": "f8f80f31e0f417b20e37f5cd028f980fb36ed02a9662c1e233e64c634e9c64dd",
    "bridge-6-flipy": "0dad2599b1a1bd1a5362576742da32a5e63b7380c2374b4866b366c91bc9ce77",
    "bridge-7-flip-plus-1": "f0a5e102f1ccc0bd945308720fff038de34ef1e8ada9a956d2967ade5ea91a50",
    "bridge-8-flip-minus-1": "a5f05aa8a4896a17c906a2d85aaaab07b61b5b42f8fc07fc87c3d0741bfcb0fa",
}


@pytest.mark.skipif(not TURNED.exists(), reason=ABSENT)
@pytest.mark.parametrize("name", sorted(PRINTED))
def test_the_hash_is_the_published_one_bit_for_bit(name: str) -> None:
    assert hex_of(pdq(decode((TURNED / f"{name}.jpg").read_bytes()))) == PRINTED[name]
