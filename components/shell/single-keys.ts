"use client";

import { keep, useKept } from "./browser-store";

const key = "castellan.single-keys";

/** Shortcuts of one key, which people who dictate or press keys by accident turn off (WCAG 2.1.4). */
export function useSingleKeys() {
  return {
    areOn: useKept(key) !== "off",
    turn: (on: boolean) => keep(key, on ? "on" : "off"),
  };
}
