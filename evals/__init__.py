"""Question sets, measures, baselines, gate and report: how well the assistant answers, in figures."""
