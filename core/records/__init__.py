"""Job records: in memory to read, in one file and in the jobs' folders to keep."""
