"""What makes the cage and starts the two children of a run. Standard library and ctypes only."""
