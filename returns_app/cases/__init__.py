"""Return cases: one return episode of a family, its members, stages and timeline."""
