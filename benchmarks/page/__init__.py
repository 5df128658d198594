"""The page in a real browser: how much it loads, how quickly it shows, how evenly it draws."""
