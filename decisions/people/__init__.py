"""Who speaks for a partner, who is away, and who stands in?"""
