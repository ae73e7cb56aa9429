import "server-only";
import { startCheckpoints, stopCheckpoints } from "@/lib/audit/checkpoints";
import { settleOrphansAtStart } from "@/lib/audit/orphans";
import { announceProof } from "@/lib/audit/proof";
import { endAll, waitForWrites } from "@/lib/audit/under-way";
import { claimSecrets, releaseSecrets } from "@/lib/auth/one-secret";
import { claimStore } from "@/lib/auth/owner";
import { announceSecretPlace } from "@/lib/auth/secret";
import { announceSignInLink } from "@/lib/auth/sign-in-link";
import { logSignInWarnings } from "@/lib/auth/trust";
import { startBulk, stopBulk } from "@/lib/bulk/start";
import { closeDatabase, database } from "@/lib/db/client";
import { announceLogRole } from "@/lib/db/log-role";
import { adoptWebhook } from "@/lib/delivery/adopt-webhook-store";
import { startDelivery, stopDelivery } from "@/lib/delivery/worker";
import { admit } from "@/lib/entry/door";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { timeRequest } from "@/lib/http-metrics";
import { isError, toLoggedError } from "@/lib/logged-error";
import { deliverySources } from "@/lib/schedules/all-sources";
import { startRenewal, stopRenewal } from "@/lib/sessions/renewal";
import { bulkOperations } from "@/lib/sync/bulk-operations";
import { isSyncLeader, startSync, stopSync } from "@/lib/sync/start";
import { isPublicHttps, toTransportSecurity } from "@/lib/transport-security";

const lastMs = 2_000;
/** scripts/serve.mjs waits here for the start and gets a function to stop us. Absent under `next dev`. */
const hostKey = Symbol.for("castellan.started");

/** Without a database there is nothing to serve, so the process ends. */
export async function startServices(): Promise<void> {
  const stopTelemetry = env.isTraced ? (await import("@/lib/telemetry")).startTelemetry() : null;
  try {
    await database();
    await claimStore();
    await claimSecrets();
    await adoptWebhook();
    logSignInWarnings();
    announceSecretPlace();
    await startCheckpoints();
    await settleOrphansAtStart();
    await announceProof();
    await announceLogRole();
    startSync();
    startBulk(bulkOperations);
    startDelivery({ sources: deliverySources, isLeading: isSyncLeader });
    startRenewal();
    await announceSignInLink();
  } catch (cause) {
    // Next would report this and keep serving pages that all fail.
    const reason =
      cause instanceof AppError ? cause.message : isError(cause) ? toLoggedError(cause).stack : cause;
    process.stderr.write(`Castellan cannot start: ${reason}\n`);
    process.exit(1);
  }
  const host = globalThis as { [hostKey]?: (services: Services) => void };
  const close = async () => {
    await closeStore();
    await stopTelemetry?.();
  };
  const transportSecurity = isPublicHttps() ? toTransportSecurity() : null;
  host[hostKey]?.({ transportSecurity, timeRequest, admit, quiet, waitForWrites, close });
}

type Services = {
  transportSecurity: string | null;
  timeRequest: typeof timeRequest;
  admit: typeof admit;
  quiet: () => Promise<void>;
  waitForWrites: () => Promise<void>;
  close: () => Promise<void>;
};

/** Runs as soon as a stop is requested: starts nothing that no one waits for. */
async function quiet(): Promise<void> {
  await Promise.all([stopDelivery(), stopBulk(), stopRenewal(), stopSync()]);
}

async function closeStore(): Promise<void> {
  await endAll(lastMs);
  await stopCheckpoints();
  await releaseSecrets();
  await closeDatabase();
}
