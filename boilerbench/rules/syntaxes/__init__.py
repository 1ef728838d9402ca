"""The files that cleaning rules stand in: ours, EasyList, site configs."""
