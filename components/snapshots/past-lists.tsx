"use client";

import dynamic from "next/dynamic";

/** Loaded only for a past date. A page can't do that itself: what it may show is loaded with it. */
export const MembersSnapshot = dynamic(() =>
  import("./members-snapshot").then((file) => file.MembersSnapshot),
);
export const KeysSnapshot = dynamic(() => import("./keys-snapshot").then((file) => file.KeysSnapshot));
