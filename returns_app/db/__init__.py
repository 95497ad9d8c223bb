"""The database: base, types, encrypted columns, sessions, the unit of work and the audit log."""
