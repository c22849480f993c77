"""What lies in the warehouse: bins, lots, the ledger of movements, slotting, allocation."""
