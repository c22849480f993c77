"""The business: stages of the night, each one word and one folder. Start with domain.common.command."""
