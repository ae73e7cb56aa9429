"use client";

import { loadedLater } from "@/components/ui/on-demand";

/** Loaded only where there is nothing to show. */
export const EmptyList = loadedLater(() => import("./empty-list-state").then((file) => file.EmptyListState));
