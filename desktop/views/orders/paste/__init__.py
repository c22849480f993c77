"""A group's 接龙 text, pasted: what stands in each entry is shown while one types, and only what is sure is taken."""
