"""Many inverses at the price of one."""

from hypothesis import given
from hypothesis import strategies as st

from returns_app.blind import group

SCALARS = st.integers(1, group.ORDER - 1).map(lambda number: number.to_bytes(group.SCALAR_BYTES, "little"))


@given(st.lists(SCALARS, max_size=9))
def test_each_is_the_inverse_of_its_own(scalars: list[bytes]) -> None:
    assert group.inverses(scalars) == [group.inverse(scalar) for scalar in scalars]


@given(st.lists(SCALARS, min_size=1, max_size=4))
def test_times_its_scalar_it_is_one(scalars: list[bytes]) -> None:
    one = (1).to_bytes(group.SCALAR_BYTES, "little")
    pairs = zip(scalars, group.inverses(scalars), strict=True)
    assert {group.scalar_times(scalar, inverse) for scalar, inverse in pairs} == {one}
