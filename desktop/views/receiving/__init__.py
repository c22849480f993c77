"""Receiving: orders to suppliers on the desk, goods at the dock, and who goes short when too little came."""
