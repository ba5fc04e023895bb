"""Whom does a proposal wait for, and when are they asked again?"""
