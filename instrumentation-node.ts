import "server-only";
import { startRenewal, stopRenewal } from "@/lib/account/sessions/renewal";
import { deliverySources } from "@/lib/across/schedules/all-sources";
import { bulkOperations } from "@/lib/across/sync/bulk-operations";
import { isSyncLeader, startSync, stopSync } from "@/lib/across/sync/start";
import { startCheckpoints, stopCheckpoints } from "@/lib/core/audit/checkpoints";
import { settleOrphansAtStart } from "@/lib/core/audit/orphans";
import { announceProof } from "@/lib/core/audit/proof";
import { endAll, waitForWrites } from "@/lib/core/audit/under-way";
import { claimSecrets, releaseSecrets } from "@/lib/core/auth/one-secret";
import { claimStore } from "@/lib/core/auth/owner";
import { announceSecretPlace } from "@/lib/core/auth/secret";
import { announceSignInLink } from "@/lib/core/auth/sign-in-link";
import { logSignInWarnings } from "@/lib/core/auth/trust";
import { startBulk, stopBulk } from "@/lib/core/bulk/start";
import { closeDatabase, database } from "@/lib/core/db/client";
import { announceLogRole } from "@/lib/core/db/log-role";
import { adoptWebhook } from "@/lib/core/delivery/adopt-webhook-store";
import { startDelivery, stopDelivery } from "@/lib/core/delivery/worker";
import { admit } from "@/lib/core/entry/door";
import { env } from "@/lib/core/env/env";
import { isPublicHttps, toTransportSecurity } from "@/lib/core/env/transport-security";
import { AppError } from "@/lib/core/errors/errors";
import { isError, toLoggedError } from "@/lib/core/log/logged-error";
import { timeRequest } from "@/lib/core/telemetry/http-metrics";

const lastMs = 2_000;
/** scripts/serve.mjs waits here for the start and gets a function to stop us. Absent under `next dev`. */
const hostKey = Symbol.for("castellan.started");

/** Without a database there is nothing to serve, so the process ends. */
export async function startServices(): Promise<void> {
  const stopTelemetry = env.isTraced
    ? (await import("@/lib/core/telemetry/telemetry")).startTelemetry()
    : null;
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
