"""Where the weights of the networks are, and how they come."""
