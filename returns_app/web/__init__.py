"""The web edge: routing with permissions, forms, errors, headers, languages, pages."""
