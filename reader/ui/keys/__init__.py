"""Keys, labels and the mouse: what they mean, told from a page and a caret. Pure."""
