"""How the shipped corpus is made: parts of invented sites, and the program that assembles them."""
