"""The pages of a record of any kind: its fields, people, activities and history."""
