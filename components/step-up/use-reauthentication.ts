"use client";

import { useMutation } from "@tanstack/react-query";
import { askWay } from "@/components/shell/session";
import type { StepUp } from "@/lib/step-up/schema";

const confirmedPath = "/confirmed";
const windowName = "castellan-confirm";
const windowFeatures = "popup,width=520,height=680";

/** Proves anew who is there. `onDone` is called where that is over at once, and not in a window of its own. */
export function useReauthentication(onDone: () => void) {
  return useMutation({
    mutationFn: async ({ provider, persona }: Pick<StepUp, "provider" | "persona">) => {
      if (provider) return openProvider(provider.way);
      await askWay("callback/sandbox", { persona: persona ?? "", callbackUrl: confirmedPath });
      onDone();
    },
  });
}

/** In a window of its own, so that nothing typed here is lost; where the browser blocks that, in this one. */
async function openProvider(way: `signin/${string}`): Promise<void> {
  // Before anything is awaited: a later one would not be the click's, and blocked.
  const opened = window.open("about:blank", windowName, windowFeatures);
  const { pathname, search } = window.location;
  const callbackUrl = opened ? confirmedPath : `${pathname}${search}`;
  try {
    const url = await askWay(way, { callbackUrl });
    (opened ?? window).location.assign(url);
  } catch (error) {
    opened?.close();
    throw error;
  }
}
