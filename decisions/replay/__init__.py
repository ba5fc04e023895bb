"""What follows from the log alone?"""
