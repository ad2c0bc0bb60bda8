"""Import: rows of a file to edits. The file wins over what is there; an empty cell says nothing.

A row is known again by an id derived from its external id, so that a second import of the same
file changes nothing. See `plan_import`.
"""

from salestui.services.importing.plan import Plan, plan_import
from salestui.services.importing.rows import Fault, Moment, Row, Setup, Sheet, Tally

__all__ = ["Fault", "Moment", "Plan", "Row", "Setup", "Sheet", "Tally", "plan_import"]
