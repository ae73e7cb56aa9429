import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: "./lib/core/db/*-tables.ts",
  out: "./lib/core/db/migrations",
});
