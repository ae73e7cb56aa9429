"use client";

import { loadedLater } from "@/components/ui/on-demand";

/** Loaded only for a past date. A page can't do that itself: what it may show is loaded with it. */
export const MembersSnapshot = loadedLater(() =>
  import("./members-snapshot").then((file) => file.MembersSnapshot),
);
