"""How do people's words fit, and how does a rule say no?"""
