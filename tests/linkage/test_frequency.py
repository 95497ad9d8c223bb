"""How common a name is: enough to tell Mohamed from a rare one."""

from returns_app.linkage.frequency import share
from returns_app.linkage.skeleton import skeletons


def test_common_names_of_every_origin_are_known() -> None:
    known = "Mohamed Ali Diallo Beridze Petrosyan Hoxha Ivanov Khan Tesfaye Sharma Yılmaz محمد Ndiaye Hassan Krasniqi"
    for name in known.split():
        assert share(skeletons(name)[0]) > share("qxqx"), name


def test_a_share_is_a_small_part_of_the_people() -> None:
    assert 0 < share("qxqx") < share("brz") < share("mhmd") < 0.2
