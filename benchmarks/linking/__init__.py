"""Measuring linkage: person files in, the software's own path from keys to scores, figures out."""
