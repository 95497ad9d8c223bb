"""Plaintext linkers beside ours: the same file, the same figures, where they are installed (requirements-peers.in)."""

PEERS: dict[str, str] = {"splink": "x", "recordlinkage": "y"}
