"""Fitting the weights of a score to a made-up population."""
