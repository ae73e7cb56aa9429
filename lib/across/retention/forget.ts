import "server-only";
import { openEntry } from "@/lib/core/audit/entry";
import { castellan } from "@/lib/core/auth/program";
import { toDay } from "@/lib/core/format/calendar";
import { getSetting } from "@/lib/core/settings/store";
import { forgetPerson, listDue } from "./people-store";

/** Everything is searched for each person, so that a turn doesn't keep the sync waiting. */
const mostPerTurn = 20;

/** Forgets people who left long enough ago, each in one transaction, and says in the log how many. True if more are due. */
export async function forgetPeople(now: Date): Promise<boolean> {
  const before = new Date(now);
  before.setUTCMonth(before.getUTCMonth() - (await getSetting("forget_after_months")));
  const due = await listDue(before, mostPerTurn);
  if (due.length === 0) return false;
  const day = toDay(before);
  const asked = { people: due.length };
  const entry = await openEntry({
    actor: castellan,
    action: "member.forget",
    targetId: day,
    request: asked,
  });
  entry.markSent();
  for (const address of due) await forgetPerson(address, now);
  await entry.settle({ outcome: "succeeded", label: day, after: asked });
  return due.length === mostPerTurn;
}
