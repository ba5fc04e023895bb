"""What may a partner say to a proposal, and when does it count?"""
