"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { toFailure } from "@/components/shell/failure";
import { useWrite } from "@/components/shell/use-write";
import { orderOffboarding } from "@/lib/offboardings/actions";
import type { OrderInput } from "@/lib/offboardings/schema";

const touched = ["members", "keys", "invites", "offboardings", "bulk", "audit", "workspaces"];

/** The receipt of one person is shown, and the run of several. */
export function useOrder(onStale: () => void) {
  const router = useRouter();
  const client = useQueryClient();
  return useWrite({
    write: (send, order: OrderInput) => send(orderOffboarding, order),
    onSuccess: ({ runId, ids }) =>
      router.push(ids.length === 1 ? `/members/offboardings/${ids[0]}` : `/bulk/${runId}`),
    onError: (error) => {
      const { reason } = toFailure(error);
      if (reason === "plan_changed_meanwhile" || reason === "being_offboarded") onStale();
    },
    onSettled: () => {
      for (const noun of touched) client.invalidateQueries({ queryKey: [noun] });
    },
  });
}
