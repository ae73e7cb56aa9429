"use client";

import { loadedLater } from "@/components/ui/on-demand";

/** Loaded only for a past date, like that of members. */
export const KeysSnapshot = loadedLater(() => import("./keys-snapshot").then((file) => file.KeysSnapshot));
