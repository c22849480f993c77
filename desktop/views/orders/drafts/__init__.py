"""Products that an import made as drafts, or that have no supplier: filled in here, so that purchase and weight are right."""
