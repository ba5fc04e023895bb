"""How does an alliance begin, change its settings, and end?"""
