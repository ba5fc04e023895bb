"""What people do in a campaign, in their own words; each act is a function of the life of whoever does it."""
