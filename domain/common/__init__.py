"""What every stage stands on: the one door, the trail, the outbox, money, codes, errors. Start with command.py."""
