"""What an amendment touches: everything that cites an article which a new version changed."""
