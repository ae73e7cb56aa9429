CREATE FUNCTION fold_text(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN octet_length(value) = char_length(value)
  THEN replace(lower(value COLLATE "C"), '`', '''') COLLATE "und-x-icu"
  ELSE replace(replace(replace(replace(
    translate(
      lower(
        regexp_replace(normalize(translate(value, '‘’‛ʼʹ′＇`´', repeat('''', 9)), NFKD), '[\u0300-\u036f]', '', 'g')
        COLLATE "und-x-icu"
      ),
      'ðđħıłŋøŧς', 'ddhilnotσ'
    ), 'æ', 'ae'), 'œ', 'oe'), 'ß', 'ss'), 'þ', 'th')
  END;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION keep_version() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  fresh jsonb := to_jsonb(new) - '{raw,seen_at,first_seen_at,gone_at,folded}'::text[];
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
ALTER TABLE "members" ADD COLUMN "folded" text GENERATED ALWAYS AS (fold_text("name" || ' ' || "email")) STORED;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "folded" text GENERATED ALWAYS AS (fold_text("name" || ' ' || coalesce("partial_key_hint", ''))) STORED;
