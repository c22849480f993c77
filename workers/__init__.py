"""What runs beside the window or without one, Qt-free: the command line, order files taken in, backups, the demo."""
