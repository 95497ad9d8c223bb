"""Changing the holders' key: two administrators, both epochs in force meanwhile, the old shares destroyed at the end."""

from collections.abc import Callable
from enum import StrEnum

from returns_app.core.actions import Action
from returns_app.core.errors import RuleBroken
from returns_app.core.permissions import Actor, Role
from returns_app.core.text import N_
from returns_app.db.keys import KeyDirectory
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.registry import queries
from returns_app.registry.models import KeyChange
from returns_app.registry.service.holders import HOLDERS, local_keys, shares_of


class Step(StrEnum):
    """How far a change of key has come."""

    PROPOSED = "proposed"
    BEGUN = "begun"


def advance(work: UnitOfWork, directory: KeyDirectory) -> Step:
    """Propose a change of key, or as another administrator begin it: from then on both keys are in force."""

    def make_shares(epoch: int) -> None:
        for holder in HOLDERS:
            new_share(directory, holder, epoch)

    return _advance(work, local_keys(directory).epoch + 1, make_shares)


def advance_node(work: UnitOfWork, epoch: int) -> Step:
    """The same for a node of a federation, whose holders made their shares of this epoch themselves."""
    return _advance(work, epoch, lambda _epoch: None)


def finish(work: UnitOfWork, directory: KeyDirectory) -> int:
    """Destroy the old shares, unless a claim still needs them; how many do."""
    change = queries.find_key_change(work.session)
    if change is None or change.confirmed_at is None:
        return 0
    waiting = queries.count_under(work.session, change.epoch)
    if waiting:
        return waiting
    _end(work, change)
    for holder in HOLDERS:
        destroy_shares(directory, holder, change.epoch)
    return 0


def finish_node(work: UnitOfWork) -> None:
    """Every claim of a node is under the new key; the holders destroy the old shares when every node says so."""
    change = queries.find_key_change(work.session)
    if change is not None and change.confirmed_at is not None:
        _end(work, change)


def new_share(directory: KeyDirectory, holder: str, epoch: int = 0) -> int:
    """Make a holder's share of the next epoch; the epoch."""
    epoch = epoch or max(shares_of(directory, holder), default=0) + 1
    directory.create(f"holder-{holder}-{epoch:06d}")
    return epoch


def destroy_shares(directory: KeyDirectory, holder: str, before: int) -> None:
    """Destroy a holder's shares of the epochs before this one: what they made can never be made again."""
    for epoch in shares_of(directory, holder):
        if epoch < before:
            directory.destroy(f"holder-{holder}-{epoch:06d}")


def check_administrator(actor: Actor) -> None:
    """Only administrators change keys."""
    if Role.ADMIN not in actor.roles:
        raise RuleBroken("registry.not_administrator", N_("Only an administrator changes the key of the registry."))


def _advance(work: UnitOfWork, epoch: int, make_shares: Callable[[int], None]) -> Step:
    check_administrator(work.actor)
    change = queries.find_key_change(work.session)
    if change is None:
        _propose(work, epoch)
        return Step.PROPOSED
    if change.confirmed_at is None:
        _begin(work, change, make_shares)
    return Step.BEGUN


def _end(work: UnitOfWork, change: KeyChange) -> None:
    change.ended_at = work.now
    work.record(Action.REGISTRY_KEY_CHANGED, epoch=change.epoch, step="ended")
    work.session.flush()


def _propose(work: UnitOfWork, epoch: int) -> None:
    work.add(
        KeyChange(
            epoch=epoch, proposed_by=work.actor.account_id, proposed_at=work.now, confirmed_by=None, confirmed_at=None,
            ended_at=None,
        )
    )  # fmt: skip
    work.record(Action.REGISTRY_KEY_CHANGED, epoch=epoch, step="proposed")


def _begin(work: UnitOfWork, change: KeyChange, make_shares: Callable[[int], None]) -> None:
    if work.actor.account_id == change.proposed_by:
        raise RuleBroken(
            "registry.same_administrator",
            N_("Another administrator has to confirm the change of key that you proposed."),
        )
    change.confirmed_by, change.confirmed_at = work.actor.account_id, work.now
    work.record(Action.REGISTRY_KEY_CHANGED, epoch=change.epoch, step="begun")
    work.session.flush()
    make_shares(change.epoch)
