"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { confirmIdentity, isConfirmingAsked, onConfirmingChange } from "@/components/shell/step-up-store";
import { onDemand } from "@/components/ui/on-demand";
import { stepUpQuery } from "@/lib/account/step-up/queries";
import type { StepUp } from "@/lib/account/step-up/schema";
import { isOfPeople, toExportNoun } from "@/lib/across/exports/vocabulary";

const ConfirmingDialog = onDemand(() => import("./confirming-dialog").then((file) => file.ConfirmingDialog));

/** Mount once on every console page: opens when the server asks for a fresh confirmation of identity. */
export function StepUpDialog() {
  const client = useQueryClient();
  useEffect(() => guardExports(() => client.fetchQuery(stepUpQuery())), [client]);
  const isAsked = useSyncExternalStore(onConfirmingChange, isConfirmingAsked, () => false);
  return isAsked ? <ConfirmingDialog /> : null;
}

/**
 * Exports of people need a recent sign-in, and a refused download would show nothing. So this listener asks before any
 * such link is followed; the route checks again.
 */
function guardExports(readState: () => Promise<StepUp>): () => void {
  function onClick(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link?.hasAttribute("download") || !isFileOfPeople(new URL(link.href))) return;
    event.preventDefault();
    download(link.href).catch(() => start(link.href));
  }
  async function download(href: string): Promise<void> {
    const { isFresh } = await readState();
    if (isFresh || (await confirmIdentity())) start(href);
  }
  document.addEventListener("click", onClick);
  return () => document.removeEventListener("click", onClick);
}

function isFileOfPeople({ pathname, searchParams }: URL): boolean {
  const noun = toExportNoun(pathname);
  return noun !== null && isOfPeople(noun, searchParams);
}

/** The link stays outside the document, so that this click isn't guarded again. */
function start(href: string): void {
  const link = document.createElement("a");
  link.href = href;
  link.download = "";
  link.click();
}
