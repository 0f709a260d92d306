-- The walls of the tables of 0005 (see 0001_security.sql): forced row-level security, and what the application may do.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['event', 'event_delivery', 'subscription'] LOOP
    EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('GRANT SELECT, INSERT ON public.%I TO aix_application', name);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT UPDATE (state, settled_at) ON event_delivery TO aix_application;
GRANT UPDATE (state, filters, opened_at, closed_at, last_sequence) ON subscription TO aix_application;
