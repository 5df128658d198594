"""What a person says otherwise than it was found, and results with that in them."""
