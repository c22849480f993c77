"""What runs beside the window or without one, free of Qt. So far: demo/, the made-up company and its night."""
