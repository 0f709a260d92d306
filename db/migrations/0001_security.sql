-- What drizzle-kit cannot say: FORCE row-level security, grants, append-only audit, and the few functions that look across tenants.
-- db/migrate.ts has created the roles: aix_application (what the application may do) and aix_directory (owner of those functions).

DO $$
DECLARE name text;
BEGIN
  FOR name IN SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' LOOP
    EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('GRANT SELECT, INSERT ON public.%I TO aix_application', name);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public, auth TO aix_application;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA auth TO aix_application;
--> statement-breakpoint
-- Updates column by column: what a row is about never changes, only what became of it.
GRANT UPDATE (slug, name, time_zone, locale) ON tenant TO aix_application;
GRANT UPDATE (code, name, time_zone) ON site TO aix_application;
GRANT UPDATE (code, name, ideal_cycle_seconds) ON line TO aix_application;
GRANT UPDATE (state, deprecated_by, deprecated_at) ON definition TO aix_application;
GRANT UPDATE (lot_number, state, output, error, last_sequence, started_at, ended_at, progressed_at) ON run TO aix_application;
GRANT UPDATE (state, attempts, started_at, ended_at, input, output, error, last_sequence) ON step TO aix_application;
GRANT UPDATE (state, closed_at, decision_id, last_sequence) ON task TO aix_application;
GRANT UPDATE (state, refused_because, settled_at) ON decision TO aix_application;
GRANT UPDATE (state, attempts, result, begun_at, ended_at) ON effect TO aix_application;
GRANT UPDATE (attempts, next_attempt_at, last_error, completed_at), DELETE ON outbox TO aix_application;
GRANT UPDATE (sequence, previous_hash, hash) ON audit TO aix_application;
GRANT UPDATE (sequence, hash) ON audit_head TO aix_application;
GRANT UPDATE (part_number, supplier, size, state, judged_by_run_id, updated_at) ON lot TO aix_application;
GRANT UPDATE (state, remote_id, answer, error, finish_reason, prompt_tokens, completion_tokens, first_token_at, ended_at) ON model_call TO aix_application;
GRANT UPDATE (spec, state, note, synced_hash, updated_by, updated_at) ON schedule TO aix_application;
GRANT UPDATE (outcome, run_id, note) ON schedule_fire TO aix_application;
GRANT UPDATE (last_used_at, revoked_at, revoked_by) ON api_key TO aix_application;
--> statement-breakpoint
CREATE FUNCTION audit_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.sequence IS NOT NULL OR NEW.previous_hash IS NOT NULL OR NEW.hash IS NOT NULL THEN
      RAISE EXCEPTION 'audit rows are inserted without sequence and hash' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF OLD.sequence IS NULL AND NEW.sequence IS NOT NULL AND NEW.previous_hash IS NOT NULL AND NEW.hash IS NOT NULL
      AND (NEW.tenant_id, NEW.id, NEW.position, NEW.at, NEW.action, NEW.actor_kind, NEW.actor_id, NEW.actor_name, NEW.subject_kind, NEW.subject_id)
        = (OLD.tenant_id, OLD.id, OLD.position, OLD.at, OLD.action, OLD.actor_kind, OLD.actor_id, OLD.actor_name, OLD.subject_kind, OLD.subject_id)
      AND NEW.run_id IS NOT DISTINCT FROM OLD.run_id AND NEW.run_sequence IS NOT DISTINCT FROM OLD.run_sequence
      AND NEW.details::text = OLD.details::text THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'audit is append-only: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_guard BEFORE INSERT OR UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_guard();
CREATE TRIGGER audit_guard_truncate BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_guard();
--> statement-breakpoint
-- The only sight across tenants: functions that return tenant ids and nothing else. Their owner reads four tables by a policy
-- and by column grants of its own, so it works without superuser or BYPASSRLS (managed servers give neither).
CREATE POLICY directory ON tenant FOR SELECT TO aix_directory USING (true);
CREATE POLICY directory ON outbox FOR SELECT TO aix_directory USING (true);
CREATE POLICY directory ON audit FOR SELECT TO aix_directory USING (true);
CREATE POLICY directory ON api_key FOR SELECT TO aix_directory USING (true);
GRANT USAGE ON SCHEMA public TO aix_directory;
GRANT SELECT (id) ON tenant TO aix_directory;
GRANT SELECT (tenant_id, next_attempt_at, completed_at) ON outbox TO aix_directory;
GRANT SELECT (tenant_id, sequence) ON audit TO aix_directory;
GRANT SELECT (tenant_id, hash) ON api_key TO aix_directory;
--> statement-breakpoint
CREATE FUNCTION list_tenant_ids() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT id FROM public.tenant ORDER BY id
$$;
--> statement-breakpoint
CREATE FUNCTION tenants_with_outbox_due(at timestamptz DEFAULT now()) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT DISTINCT tenant_id FROM public.outbox WHERE completed_at IS NULL AND next_attempt_at <= at
$$;
--> statement-breakpoint
CREATE FUNCTION tenants_with_unsequenced_audit() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT DISTINCT tenant_id FROM public.audit WHERE sequence IS NULL
$$;
--> statement-breakpoint
CREATE FUNCTION tenant_of_api_key(key_hash text) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT tenant_id FROM public.api_key WHERE hash = key_hash
$$;
--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO aix_directory;
ALTER FUNCTION list_tenant_ids() OWNER TO aix_directory;
ALTER FUNCTION tenants_with_outbox_due(timestamptz) OWNER TO aix_directory;
ALTER FUNCTION tenants_with_unsequenced_audit() OWNER TO aix_directory;
ALTER FUNCTION tenant_of_api_key(text) OWNER TO aix_directory;
REVOKE CREATE ON SCHEMA public FROM aix_directory;
--> statement-breakpoint
SET ROLE aix_directory;
REVOKE EXECUTE ON FUNCTION list_tenant_ids(), tenants_with_outbox_due(timestamptz), tenants_with_unsequenced_audit(), tenant_of_api_key(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION list_tenant_ids(), tenants_with_outbox_due(timestamptz), tenants_with_unsequenced_audit(), tenant_of_api_key(text) TO aix_application;
RESET ROLE;
--> statement-breakpoint
-- Room on each page for the new version of a row that changes often, so that its indexes need not be touched.
ALTER TABLE run SET (fillfactor = 70);
ALTER TABLE step SET (fillfactor = 80);
