import { queryOptions } from "@tanstack/react-query";
import { fetchRoute } from "@/lib/fetch-route";
import type { OffboardingPlan, PlanInput, Receipt } from "./schema";

const runningMs = 2_000;

export function planQuery(input: PlanInput) {
  return queryOptions({
    queryKey: ["offboardings", "plan", input],
    queryFn: ({ signal }) =>
      fetchRoute<OffboardingPlan>("/api/offboardings/plan", signal, JSON.stringify(input)),
    enabled: input.memberIds.length + input.addresses.length > 0,
    staleTime: 0,
  });
}

export function receiptsQuery(memberId: string) {
  return queryOptions({
    queryKey: ["offboardings", "of", memberId],
    queryFn: ({ signal }) =>
      fetchRoute<Receipt[]>(`/api/offboardings?member=${encodeURIComponent(memberId)}`, signal),
    refetchInterval: ({ state }) => (state.data?.some(isMoving) ? runningMs : false),
  });
}

export function receiptQuery(id: string) {
  return queryOptions({
    queryKey: ["offboardings", "one", id],
    queryFn: ({ signal }) =>
      fetchRoute<Receipt>(`/api/offboardings/one?id=${encodeURIComponent(id)}`, signal),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? runningMs : false),
  });
}

function isMoving({ state }: Receipt): boolean {
  return state === "running" || state === "pending";
}
