"use client";

import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useEffect, useEffectEvent, useState } from "react";

/**
 * Calls `onAsk` when a link asks for one of the dialogs with `?open=<name>`. The parameter goes at once, so that reloading
 * and going back don't open it again.
 */
export function useAsked<Name extends string>(names: readonly Name[], onAsk: (name: Name) => void): void {
  const [asked, ask] = useQueryState("open", parseAsStringLiteral(names));
  const onAsked = useEffectEvent(onAsk);
  useEffect(() => {
    if (asked === null) return;
    onAsked(asked);
    ask(null);
  }, [asked, ask]);
}

/** A dialog that a link opens. */
export function useAskedDialog(name: string): [isOpen: boolean, setOpen: (isOpen: boolean) => void] {
  const [isOpen, setOpen] = useState(false);
  useAsked([name], () => setOpen(true));
  return [isOpen, setOpen];
}

/**
 * What a link of ours gives to the dialog that it opens, such as a name. It leaves the address at once, too. A link that
 * opens the page gives nothing, because anyone may have sent it, and Enter would confirm what they chose.
 */
export function useGiven(key: string): [given: string | null, forget: () => void] {
  const [value, setValue] = useQueryState(key);
  const [given, setGiven] = useState<string | null>(null);
  useEffect(() => {
    if (value === null) return;
    if (!hasOpenedPage(key, value)) setGiven(value);
    setValue(null);
  }, [key, value, setValue]);
  return [given, () => setGiven(null)];
}

/** Whether the page was opened by a link with this parameter, which anyone may have sent. */
export function hasOpenedPage(key: string, value: string): boolean {
  const [opened] = performance.getEntriesByType("navigation");
  return opened !== undefined && new URL(opened.name).searchParams.get(key) === value;
}
