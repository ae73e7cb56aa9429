import { afterEach, beforeEach, expect, test } from "vitest";
import { sessions } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { resetDatabase } from "@/lib/core/db/test-database";
import { unseal } from "./envelope";
import { resealRefreshTokens } from "./reseal-refresh-store";
import { refreshPurpose } from "./session-store";
import { startTestSession } from "./test-request";
import { restartWith } from "./test-rotation";

const [old, fresh] = ["o".repeat(32), "n".repeat(32)];

beforeEach(resetDatabase);
afterEach(() => restartWith(undefined));

test("after a rotation, sessions are renewed without the former secret", async () => {
  restartWith(old);
  await startTestSession("ada@northwind.example", { method: "oidc", refreshToken: "canary" });
  await startTestSession("bob@northwind.example", { method: "oidc" });
  const read = async () => {
    const rows = await (await database()).select({ sealed: sessions.refreshToken }).from(sessions);
    return Promise.all(rows.map(({ sealed }) => sealed && unseal(refreshPurpose, sealed)));
  };
  restartWith(fresh, old);
  await resealRefreshTokens();
  restartWith(fresh);
  expect((await read()).toSorted()).toEqual(["canary", null]);
});
