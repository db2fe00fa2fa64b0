"""The reviewers' room: a local web app over the files that the command line and the gate use; no model of its own."""
