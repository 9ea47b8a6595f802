"""Django database backend whose connection is on the other side of the channel."""
