"""Orders: from files to a frozen cutoff and its papers. page.py joins the sub-pages; each has its own folder."""
