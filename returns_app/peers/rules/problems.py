"""What can be wrong with a request between organisations: a stable code, and the status it is answered with."""

from enum import StrEnum


class Code(StrEnum):
    """Codes of refusals, as the other side reads them."""

    BAD_SIGNATURE = "bad_signature"
    REPLAYED = "replayed"
    BAD_SHAPE = "bad_shape"
    BAD_REQUEST = "bad_request"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    NOT_YOURS = "not_yours"
    UNKNOWN_CLAIM = "unknown_claim"
    UNKNOWN_EPOCH = "unknown_epoch"
    NO_KEY = "no_key"
    REQUEST_REUSED = "request_reused"
    NOT_FOUND = "not_found"
    FAULT = "fault"


STATUS: dict[Code, int] = {
    Code.BAD_SIGNATURE: 401, Code.REPLAYED: 409, Code.BAD_SHAPE: 400, Code.BAD_REQUEST: 422,
    Code.TOO_LARGE: 413, Code.TOO_MANY: 429, Code.NOT_YOURS: 403, Code.UNKNOWN_CLAIM: 404, Code.UNKNOWN_EPOCH: 410,
    Code.NO_KEY: 409, Code.REQUEST_REUSED: 422, Code.NOT_FOUND: 404, Code.FAULT: 500,
}  # fmt: skip


class Problem(Exception):
    """A refusal that one organisation gives another: nothing was stored."""

    def __init__(self, code: Code, detail: str = "") -> None:
        """`detail` is for the operator's log of the other side; it never repeats what was sent."""
        super().__init__(f"{code}: {detail}" if detail else code.value)
        self.code, self.detail = code, detail

    @property
    def status(self) -> int:
        """The HTTP status."""
        return STATUS[self.code]


class PeerGone(Exception):
    """The other side does not answer, or answers with something that can't be used."""


class StaleConnection(PeerGone):
    """A connection kept from before was closed meanwhile: the next try opens a new one."""
