"""Which small matters go together, so that one press consents to all of them?"""
