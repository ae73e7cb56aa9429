import { closeDatabase, database } from "@/lib/db/client";
import { runCommand } from "./command";

/** `npm run migrate`: migrates the schema as the role of `DATABASE_URL`, for servers whose role may not. */
await runCommand(async () => {
  try {
    await database();
    console.log("The schema is up to date.");
  } finally {
    await closeDatabase();
  }
});
