"""What a screen asks of the library when the reader acts, and what it then says."""
