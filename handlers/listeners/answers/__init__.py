"""What representatives answer."""
