import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: ["./lib/db/tables.ts", "./lib/db/own-tables.ts"],
  out: "./lib/db/migrations",
});
