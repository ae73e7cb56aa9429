ALTER TABLE "workspaces" ADD COLUMN "inference_data_retention" text;--> statement-breakpoint
UPDATE "workspaces" SET "inference_data_retention" = CASE jsonb_typeof("raw" -> 'inference_data_retention')
  WHEN 'object' THEN CASE
    WHEN jsonb_typeof("raw" -> 'inference_data_retention' -> 'type') = 'string' AND ("raw" -> 'inference_data_retention') - 'type' = '{}'::jsonb
      THEN "raw" -> 'inference_data_retention' ->> 'type'
    ELSE ("raw" -> 'inference_data_retention')::text END
  WHEN 'null' THEN NULL
  ELSE ("raw" -> 'inference_data_retention')::text END;
