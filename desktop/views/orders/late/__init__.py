"""What came after the cut: proposals that wait for a person, and the amendments that were accepted."""
