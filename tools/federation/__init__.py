"""A federation on this machine: nodes, store and key holders as processes of their own, with own databases and keys."""
