"""Is every rule kept, and does every person read the right words?"""
