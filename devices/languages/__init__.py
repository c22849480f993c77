"""What devices speak: pure, incremental parsers, one file a protocol, each naming the manuals it follows."""
