import { queriesOf } from "@/lib/core/entry/fetch-read";
import type { offboardingReads } from "./reads";
import type { PlanInput, Receipt } from "./schema";

const read = queriesOf<typeof offboardingReads>();

const runningMs = 2_000;

export function planQuery(input: PlanInput) {
  return read(["offboardings", "plan", input], "offboardings/plan", {
    body: input,
    enabled: input.memberIds.length + input.addresses.length > 0,
    staleTime: 0,
  });
}

export function receiptsQuery(memberId: string) {
  return read(["offboardings", "of", memberId], "offboardings", {
    search: { member: memberId },
    refetchInterval: ({ state }) => (state.data?.some(isMoving) ? runningMs : false),
  });
}

export function receiptQuery(id: string) {
  return read(["offboardings", "one", id], "offboardings/one", {
    search: { id },
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? runningMs : false),
  });
}

function isMoving({ state }: Receipt): boolean {
  return state === "running" || state === "pending";
}
