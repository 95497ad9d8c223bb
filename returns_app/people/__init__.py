"""Persons: names in any script, partial dates, documents, contacts; search across spellings."""
