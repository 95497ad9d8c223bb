"""The oblivious pseudorandom function (RFC 9497): the only room that touches curve points."""
