"""Names and dates to match keys, and agreeing keys to a score: pure, deterministic, versioned."""
