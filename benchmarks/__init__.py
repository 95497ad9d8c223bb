"""One module per figure the house promises; each prints JSON."""
