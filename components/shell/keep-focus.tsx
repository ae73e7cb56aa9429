"use client";

import { useEffect } from "react";

/** Loaded once something has the focus: nothing is lost before. */
export function KeepFocus() {
  useEffect(() => {
    const load = () => {
      import("./watch-focus").then(
        (file) => file.watchFocus(),
        () => undefined,
      );
    };
    document.addEventListener("focusin", load, { once: true });
    return () => document.removeEventListener("focusin", load);
  }, []);
  return null;
}
