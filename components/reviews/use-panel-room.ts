import { useSyncExternalStore } from "react";

/** As the panel's own class says. */
const wide = "(width >= 64rem)";

/** Whether the window has room for a panel beside the list; a phone shows none, whatever the address says. */
export function usePanelRoom(): boolean {
  return useSyncExternalStore(watchRoom, hasRoom, () => true);
}

function hasRoom(): boolean {
  return window.matchMedia(wide).matches;
}

function watchRoom(onChange: () => void) {
  const room = window.matchMedia(wide);
  room.addEventListener("change", onChange);
  return () => room.removeEventListener("change", onChange);
}
