"""The shared service between member states: claims, addresses, reservations. It knows no person."""
