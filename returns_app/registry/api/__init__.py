"""What the store and the key holders answer to member states."""
