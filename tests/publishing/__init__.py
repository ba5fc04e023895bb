"""Tests of what is published: minutes, lists of decisions."""
