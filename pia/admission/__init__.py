"""Whether a deployment is let in: the assessment, what was approved, the policy and the baseline together."""
