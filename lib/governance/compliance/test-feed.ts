import "server-only";
import { type Activity, recordActivity } from "@/lib/sandbox/activity-log";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";

type Given = { type?: string; agoMs?: number; actor?: Activity["actor"] } & Record<string, unknown>;

export function addActivity({ store }: TestSandbox, given: Given = {}): Activity {
  const { type = "org_domain_verified", agoMs = 3 * 60_000, actor = toPerson("eve"), ...fields } = given;
  const at = new Date(store.now().getTime() - agoMs).toISOString();
  return recordActivity(store, { at, type, actor, ...fields });
}

export function toPerson(name: string): Activity["actor"] {
  return {
    type: "user_actor",
    user_id: `user_${name}`,
    email_address: `${name}@northwind.example`,
    ip_address: "192.0.2.34",
    user_agent: "Mozilla/5.0",
  };
}
