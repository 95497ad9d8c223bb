"""What the Makefile calls: checks, tests and generated documents of the house itself."""
