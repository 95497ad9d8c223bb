"""The desk: my work and the overview of a case, put together from the features below."""
