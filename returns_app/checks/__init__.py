"""The national side of the registry: ask, show the answer, announce, reserve, release."""
