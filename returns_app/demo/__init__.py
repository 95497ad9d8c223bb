"""Obviously fictitious data for a first look, and the server that shows it."""
