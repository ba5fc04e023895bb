"""Who is in an alliance, and who may do what?"""
