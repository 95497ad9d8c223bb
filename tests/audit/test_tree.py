"""The RFC 6962 tree: published vectors, and the frontier against the definition."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from returns_app.audit.tree import Frontier, leaf_hash, node_hash, root_of

# Inputs and roots of the Certificate Transparency reference tree (RFC 6962, section 2.1 test data).
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


def _definition(leaves: list[bytes]) -> bytes:
    if not leaves:
        return sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(_definition(leaves[:split]), _definition(leaves[split:]))


def test_published_roots() -> None:
    hashes = [leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES]
    for size, root in ROOTS.items():
        assert root_of(hashes[:size]).hex() == root


@given(st.lists(st.binary(min_size=0, max_size=8), max_size=70))
def test_the_frontier_is_the_definition(entries: list[bytes]) -> None:
    leaves = [leaf_hash(entry) for entry in entries]
    assert root_of(leaves) == _definition(leaves)


@given(st.integers(0, 40), st.integers(0, 40))
def test_a_frontier_goes_on_where_it_was_packed(before: int, after: int) -> None:
    leaves = [leaf_hash(bytes([number])) for number in range(before + after)]
    first = Frontier()
    for leaf in leaves[:before]:
        first.append(leaf)
    second = Frontier(first.size, first.packed)
    for leaf in leaves[before:]:
        second.append(leaf)
    assert second.root == root_of(leaves)
