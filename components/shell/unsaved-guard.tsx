"use client";

import { type ComponentType, useEffect, useState } from "react";
import { hasUnsaved, onForms } from "@/components/ui/controls/unsaved";

/** Mount once on every console page. What asks before a link or the back button loses input comes with the first form. */
export function UnsavedGuard() {
  const [Guard, setGuard] = useState<ComponentType>();
  useEffect(() => {
    const stop = onForms(() => {
      // Not `onDemand`: if the code can't be loaded, its error page would lose the input.
      import("./leave-guard").then(
        (file) => setGuard(() => file.LeaveGuard),
        () => undefined,
      );
    });
    const keep = (event: Event) => hasUnsaved() && event.preventDefault();
    window.addEventListener("beforeunload", keep);
    return () => {
      stop();
      window.removeEventListener("beforeunload", keep);
    };
  }, []);
  return Guard && <Guard />;
}
