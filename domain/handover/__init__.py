"""What arrived, what was collected."""
