"""Review of claims that may concern the same person: two blind reviewers, an adjudicator, and what follows."""
