"use client";

import { useQueryClient } from "@tanstack/react-query";
import { orIfNotAlone } from "@/components/shell/request-approval";
import type { Send } from "@/components/shell/submits";
import { useWrite } from "@/components/shell/use-write";
import { addOwnToken, addServiceToken, requestServiceToken } from "@/lib/account/access-tokens/actions";
import type { NewServiceToken, NewToken, ShownToken } from "@/lib/account/access-tokens/schema";

/** `runId`: of the run that waits for a second admin. */
export type MadeToken = ShownToken & { runId?: string };

export function useMakeOwnToken() {
  return useMakeToken<NewToken>((send, token) => send(addOwnToken, token));
}

export function useMakeServiceToken() {
  return useMakeToken<NewServiceToken>((send, token) =>
    orIfNotAlone(
      () => send(addServiceToken, token),
      () => send(requestServiceToken, token),
    ),
  );
}

/** The dialog stays open: afterward, it shows the token. */
function useMakeToken<Given>(write: (send: Send, token: Given) => Promise<MadeToken>) {
  const client = useQueryClient();
  return useWrite<Given, MadeToken>({
    write,
    onSettled: () => {
      for (const key of ["access-tokens", "audit", "bulk"]) client.invalidateQueries({ queryKey: [key] });
    },
  });
}
