"""The outbox: work that is promised in a transaction and done exactly once after it."""
