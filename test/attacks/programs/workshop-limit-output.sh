yes "a very long line that says nothing at all"
