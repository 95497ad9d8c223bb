"""The audit log: sealing it, reading it, verifying it."""
