"""RFC 6962 Merkle tree over audit entries: leaves, roots from a frontier, pure."""

from hashlib import sha256

LEAF, NODE = b"\x00", b"\x01"
HASH_BYTES = 32


def leaf_hash(entry: bytes) -> bytes:
    """SHA-256(0x00 || entry), RFC 6962 section 2.1."""
    return sha256(LEAF + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right)."""
    return sha256(NODE + left + right).digest()


class Frontier:
    """The roots of the complete subtrees of a growing tree, largest first: all that appending needs."""

    def __init__(self, size: int = 0, packed: bytes = b"") -> None:
        """Continue a tree of `size` leaves from its packed subtree roots."""
        self.size = size
        self.roots = [packed[start : start + HASH_BYTES] for start in range(0, len(packed), HASH_BYTES)]
        if len(self.roots) != size.bit_count():
            raise ValueError("frontier does not fit its size")

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash."""
        self.roots.append(leaf)
        complete = self.size
        while complete & 1:
            right, left = self.roots.pop(), self.roots.pop()
            self.roots.append(node_hash(left, right))
            complete >>= 1
        self.size += 1

    @property
    def root(self) -> bytes:
        """The tree's root; of the empty tree SHA-256 of nothing."""
        if not self.roots:
            return sha256().digest()
        total = self.roots[-1]
        for root in reversed(self.roots[:-1]):
            total = node_hash(root, total)
        return total

    @property
    def packed(self) -> bytes:
        """The subtree roots as bytes, for storage."""
        return b"".join(self.roots)


def root_of(leaves: list[bytes]) -> bytes:
    """The root of a list of leaf hashes."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root
