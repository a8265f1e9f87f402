"""Writing into Word documents: comments, tracked changes, corrections."""
