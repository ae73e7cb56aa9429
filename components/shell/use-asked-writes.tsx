"use client";

import { useTranslations } from "next-intl";
import { type ComponentType, useCallback, useEffect, useEffectEvent, useRef, useState } from "react";
import { toast } from "@/components/ui/overlay/toast-store";

/** Requests that no loaded code has taken yet. `count` changes with each. */
export type AskedWrites<Given> = { count: number; take: () => Given[] };
type Writes<Given> = ComponentType<{ asked: AskedWrites<Given> }>;

/**
 * Writes that most people who open a page never make: the component that makes them is loaded with the first, and calls
 * `useEachAsked`. `load` must stay the same.
 */
export function useAskedWrites<Given>(load: () => Promise<Writes<Given>>) {
  const waiting = useRef<Given[]>([]);
  const [count, setCount] = useState(0);
  const [Loaded, setLoaded] = useState<Writes<Given>>();
  const t = useTranslations("shell");
  const take = useCallback(() => waiting.current.splice(0), []);
  const onFailed = useEffectEvent(() => {
    take();
    toast(t("notLoaded"), { tone: "failure", subject: "code" });
  });
  useEffect(() => {
    if (count > 0 && !Loaded) load().then((found) => setLoaded(() => found), onFailed);
  }, [count, Loaded, load]);
  const ask = useCallback((given: Given) => {
    waiting.current.push(given);
    setCount((before) => before + 1);
  }, []);
  return { ask, writes: Loaded && <Loaded asked={{ count, take }} /> };
}

/** Calls `onAsked` once with each, even if the component is replaced, as when its list fails and is tried again. */
export function useEachAsked<Given>({ count, take }: AskedWrites<Given>, onAsked: (given: Given) => void) {
  const runAll = useEffectEvent(() => {
    for (const given of take()) onAsked(given);
  });
  useEffect(() => {
    if (count > 0) runAll();
  }, [count]);
}
