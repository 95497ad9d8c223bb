"""Parts of the registry's benchmark: the services, a store filled with synthetic claims, clients that ask."""
