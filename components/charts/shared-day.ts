import { useCallback, useId, useSyncExternalStore } from "react";

/** A chart, and the day of it that is pointed at or walked to. */
type Pointed = { chart: string; day: string | undefined };

let pointed: Pointed | undefined;
const listeners = new Set<() => void>();

/** One for all charts of a page: the others show the day that one of them is at. */
export function useSharedDay() {
  const chart = useId();
  const subscribe = useCallback((listener: () => void) => join(chart, listener), [chart]);
  const current = useSyncExternalStore(subscribe, () => pointed);
  return {
    followed: current && current.chart !== chart ? current : undefined,
    point: (day: string | undefined) => set({ chart, day }),
    stop: () => leave(chart),
  };
}

function set(next: Pointed | undefined): void {
  pointed = next;
  for (const listener of listeners) listener();
}

/** Another chart may have been pointed at meanwhile. */
function leave(chart: string): void {
  if (pointed?.chart === chart) set(undefined);
}

function join(chart: string, listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    leave(chart);
  };
}
