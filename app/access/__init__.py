"""Who may come in, and what of the library is theirs."""
