import { expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { permitFor } from "@/lib/core/auth/test-permit";
import { getReceipt } from "@/lib/directory/offboardings/receipt-read-model";
import { drain, leaver, makeWorld, order } from "@/lib/directory/offboardings/test-offboardings";
import { forgetPerson } from "./people-store";

const admin = permitFor("admin", "members:read");

test("the receipt of an off-boarding says the same after its person was forgotten", async () => {
  const { data } = await order(await makeWorld());
  await drain();
  const id = data?.ids[0] ?? "";
  const before = await getReceipt(admin, { id });
  await forgetPerson(leaver, new Date());
  await syncDirectory();
  const after = await getReceipt(admin, { id });
  expect(after.email).toBe(leaver);
  expect(after.steps).toHaveLength(3);
  expect(after).toEqual({ ...before, goneAt: after.finishedAt });
});
