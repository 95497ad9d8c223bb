"""Who takes part in the federation, the shapes of what they say, and how much they may ask."""
