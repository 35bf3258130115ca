"""What somebody is owed, computed from their own figures by the articles that say so, with the working shown."""
