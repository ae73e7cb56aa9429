"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { toFailure } from "@/components/shell/failure";
import { showRun } from "@/components/shell/show-run";
import { useWrite } from "@/components/shell/use-write";
import { orderOffboarding } from "@/lib/directory/offboardings/actions";
import type { OrderInput } from "@/lib/directory/offboardings/schema";

const touched = ["members", "keys", "invites", "offboardings", "bulk", "audit", "workspaces"];

/** The receipt of one person is shown, and the list after several. */
export function useOrder(onStale: () => void) {
  const router = useRouter();
  const client = useQueryClient();
  return useWrite({
    write: (send, order: OrderInput) => send(orderOffboarding, order),
    onSuccess: ({ runId, ids }) => {
      showRun(runId);
      router.push(ids.length === 1 ? `/members/offboardings/${ids[0]}` : "/members");
    },
    onError: (error) => {
      const { reason } = toFailure(error);
      if (reason === "plan_changed_meanwhile" || reason === "being_offboarded") onStale();
    },
    onSettled: () => {
      for (const noun of touched) client.invalidateQueries({ queryKey: [noun] });
    },
  });
}
