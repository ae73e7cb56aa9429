CREATE TABLE "rate_buckets" (
	"name" text NOT NULL,
	"key" text NOT NULL,
	"tokens" double precision NOT NULL,
	"missing" double precision NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "rate_buckets_name_key_pk" PRIMARY KEY("name","key")
);
--> statement-breakpoint
CREATE TABLE "request_budgets" (
	"bucket" text PRIMARY KEY NOT NULL,
	"paused_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "request_grants" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"bucket" text NOT NULL,
	"tokens" integer NOT NULL,
	"free_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "request_waits" (
	"bucket" text NOT NULL,
	"process" text NOT NULL,
	"writes" integer NOT NULL,
	"pages" integer NOT NULL,
	"background" integer NOT NULL,
	"until" timestamp with time zone NOT NULL,
	CONSTRAINT "request_waits_bucket_process_pk" PRIMARY KEY("bucket","process")
);
--> statement-breakpoint
CREATE INDEX "rate_buckets_at" ON "rate_buckets" USING btree ("at");--> statement-breakpoint
CREATE INDEX "request_grants_bucket" ON "request_grants" USING btree ("bucket","free_at");
--> statement-breakpoint
-- One statement, so that a process that freezes while it takes tokens holds no lock. Whoever is served first, the rest
-- of the call's requests are noted as waiting, and less urgent requests of other processes leave them their tokens.
CREATE FUNCTION take_request_tokens(
  p_bucket text, p_process text, p_size integer, p_window_ms double precision, p_hold_ms double precision,
  p_writes integer, p_pages integer, p_background integer, p_spare integer
) RETURNS TABLE (people integer, background integer, spare integer, wait_ms double precision) LANGUAGE plpgsql AS $$
DECLARE
  -- The last tenth is kept for people.
  v_share integer := greatest(1, floor(p_size * 0.9)::integer);
  v_paused_until timestamptz;
  v_now timestamptz;
  v_used integer;
  v_other_writes integer;
  v_other_pages integer;
  v_writes integer := 0;
  v_pages integer := 0;
  v_background integer := 0;
  v_spare integer := 0;
  v_most_used integer;
  v_at timestamptz;
  v_wait_ms double precision := 0;
BEGIN
  INSERT INTO request_budgets (bucket) VALUES (p_bucket) ON CONFLICT DO NOTHING;
  SELECT b.paused_until INTO v_paused_until FROM request_budgets b WHERE b.bucket = p_bucket FOR UPDATE;
  -- After the lock: whoever waited for it must not see the past.
  v_now := clock_timestamp();
  DELETE FROM request_grants g WHERE g.bucket = p_bucket AND g.free_at <= v_now;
  DELETE FROM request_waits w WHERE w.bucket = p_bucket AND (w.process = p_process OR w.until <= v_now);
  SELECT coalesce(sum(g.tokens), 0) INTO v_used FROM request_grants g WHERE g.bucket = p_bucket;
  SELECT coalesce(sum(w.writes), 0), coalesce(sum(w.pages), 0) INTO v_other_writes, v_other_pages
    FROM request_waits w WHERE w.bucket = p_bucket;

  IF v_paused_until IS NULL OR v_paused_until <= v_now THEN
    v_writes := greatest(0, least(p_writes, p_size - v_used));
    v_used := v_used + v_writes;
    v_pages := greatest(0, least(p_pages, p_size - v_used - v_other_writes));
    v_used := v_used + v_pages;
    v_background := greatest(0, least(p_background, v_share - v_used - v_other_writes - v_other_pages));
    v_used := v_used + v_background;
    -- Only of plenty.
    v_spare := greatest(0, least(p_spare, (v_share - v_used - v_other_writes - v_other_pages) / 10));
    v_used := v_used + v_spare;
  END IF;
  IF v_writes + v_pages + v_background + v_spare > 0 THEN
    INSERT INTO request_grants (bucket, tokens, free_at) VALUES (p_bucket,
      v_writes + v_pages + v_background + v_spare, v_now + (p_window_ms + p_hold_ms) * interval '1 millisecond');
  END IF;

  IF v_writes < p_writes OR v_pages < p_pages OR v_background < p_background THEN
    v_most_used := CASE
      WHEN v_writes < p_writes THEN p_size - 1
      WHEN v_pages < p_pages THEN p_size - v_other_writes - 1
      ELSE v_share - v_other_writes - v_other_pages - 1 END;
    SELECT min(s.free_at) INTO v_at FROM (
      SELECT g.free_at, coalesce(sum(g.tokens) OVER (ORDER BY g.free_at DESC, g.id DESC
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS used_after
      FROM request_grants g WHERE g.bucket = p_bucket
    ) s WHERE s.used_after <= v_most_used;
    v_wait_ms := CASE WHEN v_used <= v_most_used THEN 0
      ELSE coalesce(extract(epoch FROM v_at - v_now)::double precision * 1000, p_window_ms) END;
    -- Others may be served, or die, before their token comes back.
    IF v_writes = p_writes AND v_other_writes + v_other_pages > 0 THEN v_wait_ms := least(v_wait_ms, 1000); END IF;
    v_wait_ms := greatest(v_wait_ms, extract(epoch FROM v_paused_until - v_now)::double precision * 1000, 1);
    INSERT INTO request_waits (bucket, process, writes, pages, background, until) VALUES (p_bucket, p_process,
      p_writes - v_writes, p_pages - v_pages, p_background - v_background,
      v_now + v_wait_ms * interval '1 millisecond' + interval '2 seconds');
  END IF;
  RETURN QUERY SELECT v_writes + v_pages, v_background, v_spare, v_wait_ms;
END;
$$;
