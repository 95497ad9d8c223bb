"""Decisions: criteria shown, four eyes, approve and reserve at once, refuse with reasons."""
