"""What do Slack and the clock bring in, and what do people see?"""
