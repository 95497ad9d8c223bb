"""What thieves, key holders and rogue clients can learn, tried out."""
