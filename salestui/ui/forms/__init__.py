"""The forms of the app: what each asks for, how it reads it back, what it saves."""
