"""In which workspaces is Accord installed, and how are their tokens kept?"""
