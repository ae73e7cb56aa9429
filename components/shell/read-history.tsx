"use client";

import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useContext } from "react";
import { UnknownValue } from "@/components/ui/display/unknown-value";
import type { LoadingHistory } from "@/lib/core/history/schema";

/* Apart from the notes in loading-history.tsx, because lists show only what isn't read yet. */

const Context = createContext<LoadingHistory | null>(null);

export function HistoryProvider({
  loading,
  children,
}: {
  loading: LoadingHistory | null | undefined;
  children: ReactNode;
}) {
  return <Context value={loading ?? null}>{children}</Context>;
}

/** With a number, whether that many recent days are loaded; without one, whether everything kept is. */
export function useIsRead(days?: number): boolean {
  const loading = useContext(Context);
  return loading === null || (days !== undefined && loading.readDays >= days);
}

/** Shown where "none" would be premature. */
export function NotReadYet() {
  const t = useTranslations("sync");
  const loading = useContext(Context);
  return <UnknownValue reason={t(loading?.isUnavailable ? "unavailableReport" : "notReadYet")} />;
}
