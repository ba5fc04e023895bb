"""What all views are made of: blocks, texts, and what is shown of a proposal."""
