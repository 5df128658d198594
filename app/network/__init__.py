"""The server in its network: where it listens, how phones find it, how it proves who it is."""
