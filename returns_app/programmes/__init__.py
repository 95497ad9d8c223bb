"""Programmes of support: dated rules and tariffs per member state, with their sources."""
