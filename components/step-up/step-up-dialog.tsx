"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { isConfirmingAsked, onConfirmingChange } from "@/components/shell/step-up-store";
import { onDemand } from "@/components/ui/on-demand";

const ConfirmingDialog = onDemand(() => import("./confirming-dialog").then((file) => file.ConfirmingDialog));

/** Mount once on every console page: opens when the server asks for a fresh confirmation of identity. */
export function StepUpDialog() {
  const client = useQueryClient();
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (!link?.hasAttribute("download") || !link.pathname.startsWith("/api/export/")) return;
      event.preventDefault();
      const { href } = link;
      // The page leads to the file if the rest can't be loaded.
      import("./follow-export")
        .then(({ followExport }) => followExport(href, client))
        .catch(() => location.assign(href));
    };
    document.addEventListener("click", onClick);
    return () => document.removeEventListener("click", onClick);
  }, [client]);
  const isAsked = useSyncExternalStore(onConfirmingChange, isConfirmingAsked, () => false);
  return isAsked ? <ConfirmingDialog /> : null;
}
