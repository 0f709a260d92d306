-- A column that is updated needs a grant of its own (0001_security.sql): the outcome of a call brings its cost and who really answered.
GRANT UPDATE (cost, stand_in) ON model_call TO aix_application;
