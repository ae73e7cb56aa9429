import "server-only";
import { parseAsStringLiteral } from "nuqs/server";
import { permitActor } from "@/lib/core/auth/permit";
import { readStrictly } from "@/lib/core/entry/strict-search";
import { toOwnAddress } from "@/lib/core/env/own-address";
import { AppError } from "@/lib/core/errors/errors";
import type { MemberKey } from "@/lib/directory/members/schema";
import { orderOffboarding } from "@/lib/directory/offboardings/actions";
import { readPlan } from "@/lib/directory/offboardings/plan-read-model";
import type { Ordered, PlannedPerson } from "@/lib/directory/offboardings/schema";
import type { Call, Endpoint } from "./endpoint";
import { defineWrite } from "./write-endpoint";
import { at, idOf, toWritten } from "./written-object";

const run = toWritten("/runs/{id}");
export const keyPolicies = ["keep", "stop_unused", "stop_all"] as const;
const query = { key_policy: parseAsStringLiteral(keyPolicies).withDefault("keep") };

/**
 * What becomes of the person's keys that would keep working. `stop_unused` stops those without traffic in 30 days, and keeps
 * one whose latest days haven't been read.
 */
export function chooseKeys(
  policy: (typeof keyPolicies)[number],
  keys: readonly Pick<MemberKey, "id" | "use" | "tokens30d">[],
) {
  const isStopped = ({ use, tokens30d }: Pick<MemberKey, "use" | "tokens30d">) =>
    policy === "stop_all" || (policy === "stop_unused" && use === "none" && tokens30d === 0);
  return keys.map((one) => ({
    keyId: one.id,
    choice: isStopped(one) ? ("stop" as const) : ("keep" as const),
  }));
}

/** The off-boarding of the screens: keys, invites, grants, and the account, with its receipt. */
export const offboard: Endpoint = defineWrite({
  ...{ method: "DELETE", path: "/members/{id}", permission: "members:write", query },
  summary: "Off-board a member; key_policy is keep (default), stop_unused, or stop_all",
  see: findPerson,
  act: ({ call, seen }) => {
    const { key, memberId, keys } = seen ?? { key: idOf(call), memberId: idOf(call), keys: [] };
    const { key_policy: policy } = readStrictly(query, call.search);
    return orderOffboarding({
      people: [{ key, memberId }],
      keys: chooseKeys(policy, keys),
      startsAt: null,
    });
  },
  toRun: async (call, data) => {
    const { runId, ids } = data as Ordered; // Sound: what orderOffboarding answers.
    const { status } = await run.read(at(call, { id: runId }));
    const isWaiting = status === "waiting_for_approval";
    return {
      run: runId,
      status: isWaiting ? status : "running",
      url: toOwnAddress(`/members/offboardings/${ids[0]}`),
    };
  },
});

/** @throws AppError not_found */
async function findPerson(call: Call): Promise<PlannedPerson | undefined> {
  const by = permitActor(call.program.actor, "members:write");
  const { people } = await readPlan(by, { memberIds: [idOf(call)], addresses: [] });
  if (people.length === 0) throw new AppError("not_found", "there is no such member");
  return people[0];
}
