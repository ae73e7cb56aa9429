import { beforeEach, describe, expect, test } from "vitest";
import { readAudit } from "@/lib/core/audit/test-log";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { inRequest } from "@/lib/core/auth/test-request";
import { grants } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { describeAction } from "@/lib/core/entry/test-action";
import { chooseColumns } from "./actions";
import { getColumns } from "./store";
import type { ColumnList } from "./vocabulary";

const me = "me@outside.example";
const other = "other@outside.example";

beforeEach(async () => {
  await resetDatabase();
  const db = await database();
  const given = { createdBy: "setup", createdAt: new Date() };
  await db.insert(grants).values([
    { email: me, persona: "finance", ...given },
    { email: other, persona: "auditor", ...given },
  ]);
});

const choose = (hidden: string[] | null, as = me, list: ColumnList = "keys") =>
  inRequest({ as }, () => chooseColumns({ list, hidden }));
const read = async (email = me, list: ColumnList = "keys") =>
  (await getColumns(permitFor(newActor("lead", { email }), "me:read"), list)).hidden;

describeAction("chooseColumns", {
  run: (as) => choose(["created", "maker"], as),
  changed: async () => expect(await read()).toEqual(["created", "maker"]),
  unchanged: async () => expect(await read()).toBeNull(),
  allowed: {
    by: { "anyone who is signed in": me },
    audit: { targetId: "keys", before: { hidden: null }, after: { hidden: ["created", "maker"] } },
  },
  forbidden: { absent: "Everyone who is signed in arranges their own lists." },
  refusedByApi: { absent: "Columns are Castellan's own; the API has none." },
  lost: { stored: { within: (run) => withBrokenTable("list_columns", "insert", run) } },
});

describe("the columns of a list", () => {
  test("the columns of a list are those of one person and one list", async () => {
    await choose(["created"]);
    await choose(["cost"], other);
    expect(await read()).toEqual(["created"]);
    expect(await read(other)).toEqual(["cost"]);
    expect(await read(me, "members")).toBeNull();
  });

  test("the columns of a list are the last ones that were chosen, and the usual ones after a reset", async () => {
    await choose(["created"]);
    await choose([]);
    expect(await read()).toEqual([]);
    await choose(null);
    expect(await read()).toBeNull();
    expect(await readAudit()).toMatchObject({ before: { hidden: [] }, after: { hidden: null } });
  });

  test("the columns of a list can't be anything but names of columns", async () => {
    expect((await choose(["<script>"])).validationErrors).toMatchObject({ code: "invalid" });
    expect(await read()).toBeNull();
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "invalid" });
  });
});
