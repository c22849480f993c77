"""A wire and a language made one device: the thread that listens, reconnecting, and what may be believed."""
