"""Which device computes, in what precision, and what happens when it cannot."""
