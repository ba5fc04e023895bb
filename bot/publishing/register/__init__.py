"""The register: a web site of an alliance's decisions, made of plain files."""
