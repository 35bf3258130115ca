"""Citations as people write them: recognised in running text, and which articles of which laws they name."""
