"""Letters about decisions: in the person's language beside the official one, from the same data as the screen."""
