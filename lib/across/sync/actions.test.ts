import { afterEach, beforeEach, expect } from "vitest";
import { inRequest } from "@/lib/core/auth/test-request";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { describeAction } from "@/lib/core/entry/test-action";
import { personas } from "@/lib/sandbox/personas";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import { syncNow } from "./actions";
import { syncDirectory } from "./directory";
import { stopSync } from "./start";
import { listJobStates } from "./state";

beforeEach(async () => {
  await resetDatabase();
  resetSandbox();
  await syncDirectory();
});
afterEach(stopSync);

describeAction("syncNow", {
  run: (as) => inRequest({ as }, () => syncNow({})),
  changed: async () => {
    const states = Object.values(await listJobStates());
    expect(states.every(({ requestedAt }) => requestedAt instanceof Date)).toBe(true);
  },
  unchanged: async () => expect((await listJobStates()).directory.requestedAt).toBeNull(),
  allowed: { by: { "an admin": personas.admin }, audit: {} },
  forbidden: { by: { "a lead": personas.lead } },
  refusedByApi: { absent: "The request is stored for the server that syncs; the API is not asked yet." },
  lost: { stored: { within: (run) => withBrokenTable("sync_state", "insert", run) } },
});
