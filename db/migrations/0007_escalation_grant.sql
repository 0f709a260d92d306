-- An escalated task has a new deadline and more roles that may decide it.
GRANT UPDATE (deadline_at, roles, escalate_to) ON task TO aix_application;
