"use client";

import { useEffect } from "react";

/** Loaded after the page: nothing is lost before somebody presses something. */
export function KeepFocus() {
  useEffect(() => {
    import("./watch-focus").then(
      (file) => file.watchFocus(),
      () => undefined,
    );
  }, []);
  return null;
}
