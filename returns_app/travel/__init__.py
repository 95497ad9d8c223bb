"""Departure and arrival, each with its proof."""
