"""What Accord carries out when the partners have agreed."""
