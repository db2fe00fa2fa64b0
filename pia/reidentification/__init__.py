"""Stage: how easily a data subject is singled out or linked."""
