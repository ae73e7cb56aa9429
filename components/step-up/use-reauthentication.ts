"use client";

import { useMutation } from "@tanstack/react-query";
import { askWay } from "@/components/shell/session";
import type { StepUp } from "@/lib/account/step-up/schema";

const confirmedPath = "/confirmed";
const windowName = "castellan-confirm";
const windowFeatures = "popup,width=520,height=680";

/** `onDone` is called only if no separate window is needed. */
export function useReauthentication(onDone: () => void) {
  return useMutation({
    mutationFn: async ({ provider, persona }: Pick<StepUp, "provider" | "persona">) => {
      if (provider) return openProvider(provider.way);
      await askWay("callback/sandbox", { persona: persona ?? "", callbackUrl: confirmedPath });
      onDone();
    },
  });
}

/** Opens a separate window, so that input here isn't lost; if the browser blocks it, uses this one. */
async function openProvider(way: `signin/${string}`): Promise<void> {
  // Opened before anything is awaited; otherwise the browser would block it as not caused by the click.
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
