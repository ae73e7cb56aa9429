import { setTimeout as wait } from "node:timers/promises";
import { recordReseal } from "@/lib/core/audit/reseal";
import { claimSecrets, recordSecrets, refuseStranger, releaseSecrets } from "@/lib/core/auth/one-secret";
import { renewFingerprint } from "@/lib/core/auth/proof";
import { resealRefreshTokens } from "@/lib/core/auth/reseal-refresh-store";
import { isBesideOld } from "@/lib/core/auth/rotation";
import { writeBesideServer } from "@/lib/core/db/beside-server";
import { closeDatabase, databaseKind } from "@/lib/core/db/client";
import { checkMs } from "@/lib/core/db/secret-claim";
import { resealWebhooks } from "@/lib/core/delivery/reseal-webhooks-store";
import { runCommand } from "./command";

/** Servers ask each other's secrets every `checkMs`, so by then none writes with the previous ones. */
const noticeMs = checkMs + 5_000;

/** `npm run rotate`: encrypts what is stored with the new secrets, once all servers have them. */
await runCommand(async () => {
  writeBesideServer();
  try {
    await refuseStranger();
    await claimSecrets();
    if (await isBesideOld())
      throw new Error(
        "A server with the previous secrets is still running. Restart it with the new ones first.",
      );
    if (databaseKind() === "postgres") await wait(noticeMs);
    const { resealed, unreadable } = await resealWebhooks();
    await resealRefreshTokens();
    await renewFingerprint();
    await recordSecrets();
    await recordReseal({ webhooks: resealed });
    console.log(`Webhooks that are encrypted with the current key: ${resealed}`);
    if (unreadable > 0) console.log(`Webhooks to enter again, because no key opens them: ${unreadable}`);
    console.log("You can now remove NEXTAUTH_SECRET_PREVIOUS and ENVELOPE_KEY_PREVIOUS from every server.");
  } finally {
    await releaseSecrets();
    await closeDatabase();
  }
});
