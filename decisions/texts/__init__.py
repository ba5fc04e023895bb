"""What may be put to the partners, in which words?"""
