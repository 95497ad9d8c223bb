"""Lists that leave the house as a file: by permission, with a reason on record, safe to open, marked."""
