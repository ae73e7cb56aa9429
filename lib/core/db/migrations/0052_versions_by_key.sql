-- A session keeps the plan that it made while the table was small: 10,000 new people were compared with each other row by row.
ALTER FUNCTION keep_version() SET enable_seqscan = off;
