CREATE TABLE "directory_versions" (
	"noun" text NOT NULL,
	"key" text NOT NULL,
	"from_day" date NOT NULL,
	"until_day" date,
	"state" jsonb NOT NULL,
	CONSTRAINT "directory_versions_noun_key_from_day_pk" PRIMARY KEY("noun","key","from_day")
);
--> statement-breakpoint
CREATE INDEX "directory_versions_day" ON "directory_versions" USING btree ("noun","from_day");
--> statement-breakpoint
CREATE FUNCTION keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  fresh jsonb := to_jsonb(new) - '{raw,seen_at,first_seen_at,gone_at}'::text[];
  of_noun text := tg_argv[0];
  of_key text := coalesce(fresh ->> 'id', (fresh ->> 'workspace_id') || ' ' || (fresh ->> 'user_id'));
  today date := (new.seen_at AT TIME ZONE 'UTC')::date;
  open_from date;
BEGIN
  SELECT from_day INTO open_from FROM directory_versions
    WHERE noun = of_noun AND key = of_key AND until_day IS NULL ORDER BY from_day DESC LIMIT 1;
  IF open_from > today THEN today := open_from; END IF;
  IF new.gone_at IS NOT NULL THEN
    DELETE FROM directory_versions WHERE noun = of_noun AND key = of_key AND from_day = today;
    UPDATE directory_versions SET until_day = today WHERE noun = of_noun AND key = of_key AND until_day IS NULL;
  ELSIF open_from = today THEN
    UPDATE directory_versions SET state = fresh WHERE noun = of_noun AND key = of_key AND from_day = today;
  ELSE
    UPDATE directory_versions SET until_day = today WHERE noun = of_noun AND key = of_key AND until_day IS NULL;
    INSERT INTO directory_versions (noun, key, from_day, state) VALUES (of_noun, of_key, today, fresh)
      ON CONFLICT (noun, key, from_day) DO UPDATE SET state = excluded.state, until_day = NULL;
  END IF;
  RETURN NULL;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER members_added_version AFTER INSERT ON members
  FOR EACH ROW WHEN (new.gone_at IS NULL) EXECUTE FUNCTION keep_version('member');
--> statement-breakpoint
CREATE TRIGGER members_changed_version AFTER UPDATE ON members
  FOR EACH ROW WHEN ((old.gone_at IS NULL, old.email, old.name, old.role, old.added_at)
    IS DISTINCT FROM (new.gone_at IS NULL, new.email, new.name, new.role, new.added_at)) EXECUTE FUNCTION keep_version('member');
--> statement-breakpoint
INSERT INTO directory_versions (noun, key, from_day, state)
  SELECT 'member', id, (now() AT TIME ZONE 'UTC')::date,
    to_jsonb(r) - '{raw,seen_at,first_seen_at,gone_at}'::text[] FROM members r WHERE gone_at IS NULL;
--> statement-breakpoint
CREATE TRIGGER invites_added_version AFTER INSERT ON invites
  FOR EACH ROW WHEN (new.gone_at IS NULL) EXECUTE FUNCTION keep_version('invite');
--> statement-breakpoint
CREATE TRIGGER invites_changed_version AFTER UPDATE ON invites
  FOR EACH ROW WHEN ((old.gone_at IS NULL, old.email, old.role, old.status, old.invited_at, old.expires_at, old.accepted_at)
    IS DISTINCT FROM (new.gone_at IS NULL, new.email, new.role, new.status, new.invited_at, new.expires_at, new.accepted_at)) EXECUTE FUNCTION keep_version('invite');
--> statement-breakpoint
INSERT INTO directory_versions (noun, key, from_day, state)
  SELECT 'invite', id, (now() AT TIME ZONE 'UTC')::date,
    to_jsonb(r) - '{raw,seen_at,first_seen_at,gone_at}'::text[] FROM invites r WHERE gone_at IS NULL;
--> statement-breakpoint
CREATE TRIGGER workspaces_added_version AFTER INSERT ON workspaces
  FOR EACH ROW WHEN (new.gone_at IS NULL) EXECUTE FUNCTION keep_version('workspace');
--> statement-breakpoint
CREATE TRIGGER workspaces_changed_version AFTER UPDATE ON workspaces
  FOR EACH ROW WHEN ((old.gone_at IS NULL, old.name, old.is_default, old.display_color, old.created_at, old.archived_at, old.data_residency, old.tags, old.external_key_id, old.compartment_id, old.user_profile_id, old.inference_data_retention)
    IS DISTINCT FROM (new.gone_at IS NULL, new.name, new.is_default, new.display_color, new.created_at, new.archived_at, new.data_residency, new.tags, new.external_key_id, new.compartment_id, new.user_profile_id, new.inference_data_retention)) EXECUTE FUNCTION keep_version('workspace');
--> statement-breakpoint
INSERT INTO directory_versions (noun, key, from_day, state)
  SELECT 'workspace', id, (now() AT TIME ZONE 'UTC')::date,
    to_jsonb(r) - '{raw,seen_at,first_seen_at,gone_at}'::text[] FROM workspaces r WHERE gone_at IS NULL;
--> statement-breakpoint
CREATE TRIGGER workspace_members_added_version AFTER INSERT ON workspace_members
  FOR EACH ROW WHEN (new.gone_at IS NULL) EXECUTE FUNCTION keep_version('workspace_member');
--> statement-breakpoint
CREATE TRIGGER workspace_members_changed_version AFTER UPDATE ON workspace_members
  FOR EACH ROW WHEN ((old.gone_at IS NULL, old.role)
    IS DISTINCT FROM (new.gone_at IS NULL, new.role)) EXECUTE FUNCTION keep_version('workspace_member');
--> statement-breakpoint
INSERT INTO directory_versions (noun, key, from_day, state)
  SELECT 'workspace_member', workspace_id || ' ' || user_id, (now() AT TIME ZONE 'UTC')::date,
    to_jsonb(r) - '{raw,seen_at,first_seen_at,gone_at}'::text[] FROM workspace_members r WHERE gone_at IS NULL;
--> statement-breakpoint
CREATE TRIGGER api_keys_added_version AFTER INSERT ON api_keys
  FOR EACH ROW WHEN (new.gone_at IS NULL) EXECUTE FUNCTION keep_version('api_key');
--> statement-breakpoint
CREATE TRIGGER api_keys_changed_version AFTER UPDATE ON api_keys
  FOR EACH ROW WHEN ((old.gone_at IS NULL, old.name, old.status, old.created_at, old.created_by_id, old.created_by_type, old.expires_at, old.partial_key_hint, old.principal_kind, old.principal_id, old.scope, old.workspace_id)
    IS DISTINCT FROM (new.gone_at IS NULL, new.name, new.status, new.created_at, new.created_by_id, new.created_by_type, new.expires_at, new.partial_key_hint, new.principal_kind, new.principal_id, new.scope, new.workspace_id)) EXECUTE FUNCTION keep_version('api_key');
--> statement-breakpoint
INSERT INTO directory_versions (noun, key, from_day, state)
  SELECT 'api_key', id, (now() AT TIME ZONE 'UTC')::date,
    to_jsonb(r) - '{raw,seen_at,first_seen_at,gone_at}'::text[] FROM api_keys r WHERE gone_at IS NULL;
