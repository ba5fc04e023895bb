"""When do the partners meet, and what do the minutes say?"""
