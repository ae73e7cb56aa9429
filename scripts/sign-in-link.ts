import { describeNewLink } from "@/lib/core/auth/sign-in-link";
import { writeBesideServer } from "@/lib/core/db/beside-server";
import { closeDatabase } from "@/lib/core/db/client";
import { runCommand } from "./command";

/** `npm run sign-in-link`: another one-time link, beside the running server. Earlier links stop working. */
await runCommand(async () => {
  writeBesideServer();
  try {
    console.log(await describeNewLink());
  } finally {
    await closeDatabase();
  }
});
