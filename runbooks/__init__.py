"""What a plan may say: the model, the strict YAML reader, problems, composing and checks; `plans/` ships with it."""
