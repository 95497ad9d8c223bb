"""What is made up: organisations, logins, names, families, goods, and how the case of each family went."""
