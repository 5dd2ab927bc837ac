"""Comments: what people say to each other on records, on days and weeks, and the notices that tell of it."""
