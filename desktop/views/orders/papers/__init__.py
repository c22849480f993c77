"""The papers of a cut cycle: what there is, how it will look, and made into a folder with their copy numbers."""
