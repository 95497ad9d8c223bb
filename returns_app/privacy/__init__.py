"""Data protection: what is held and why, requests of persons, retention and erasure, oversight, breaches, keys."""
