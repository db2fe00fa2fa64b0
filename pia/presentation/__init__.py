"""What every report format shares: the content of an assessment, its words, its pictures, and the HTML page."""
