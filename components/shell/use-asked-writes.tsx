"use client";

import { type ComponentType, useCallback, useEffect, useEffectEvent, useRef, useState } from "react";
import { toFailure, useFailureToast } from "./failure";

type Writes<Given> = ComponentType<{ asked: readonly Given[] }>;

/**
 * Writes that most people who open a page never make: the component that makes them is loaded with the first, and calls
 * `useEachAsked`. `load` must stay the same.
 */
export function useAskedWrites<Given>(load: () => Promise<Writes<Given>>) {
  const [asked, setAsked] = useState<readonly Given[]>([]);
  const [Loaded, setLoaded] = useState<Writes<Given>>();
  const showFailure = useFailureToast();
  const onFailed = useEffectEvent((error: unknown) => {
    setAsked([]);
    showFailure(toFailure(error));
  });
  const isAwaited = asked.length > 0 && !Loaded;
  useEffect(() => {
    if (isAwaited) load().then((found) => setLoaded(() => found), onFailed);
  }, [isAwaited, load]);
  const ask = useCallback((given: Given) => setAsked((all) => [...all, given]), []);
  return { ask, writes: Loaded && <Loaded asked={asked} /> };
}

/** Calls `onAsked` once with each. */
export function useEachAsked<Given>(asked: readonly Given[], onAsked: (given: Given) => void): void {
  const done = useRef(0);
  const run = useEffectEvent(onAsked);
  useEffect(() => {
    const next = asked.slice(done.current);
    done.current = asked.length;
    for (const given of next) run(given);
  }, [asked]);
}
