"""Who is a partner, who speaks for one, and who is away."""
