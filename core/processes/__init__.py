"""Worker and helper processes: started, watched, and never left behind."""
