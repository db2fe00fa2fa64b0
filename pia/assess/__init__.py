"""Stage 3: facts x rule packs -> verdicts -> risks."""
