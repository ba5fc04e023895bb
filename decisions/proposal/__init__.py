"""What is a proposal, who decides it, and where does it stand?"""
