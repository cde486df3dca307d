"""Units inside an office: which there are, adding and ending them."""
