"""Writing letters: choosing a kind, composing beside the page, and the way from proposal to sending."""
