"""What is an entry of the decision log, and of which kinds are there?"""
