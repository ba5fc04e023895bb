"""Does the record hold together?"""
