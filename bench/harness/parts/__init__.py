"""One module per part: each has `measure(setting)`, which gives its figures as plain data."""
