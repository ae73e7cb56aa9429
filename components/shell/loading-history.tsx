"use client";

import { useFormatter, useTranslations } from "next-intl";
import { createContext, type ReactNode, useContext } from "react";
import { Badge } from "@/components/ui/display/badge";
import { UnknownValue } from "@/components/ui/display/unknown-value";
import type { LoadingHistory as Loading } from "@/lib/history/schema";
import { ProgressBar } from "./progress-bar";

type Props = {
  loading: Loading;
  text?: ReactNode;
};

export function LoadingHistory({ loading, text }: Props) {
  const t = useTranslations("sync");
  return (
    <div role="note" className="grid max-w-prose gap-1.5 text-ink-muted text-sm">
      <p className="text-ink">
        <LoadingText loading={loading} />
      </p>
      {!loading.isUnavailable && (
        <>
          <span className="block max-w-md">
            <ProgressBar label={t("history")} done={loading.done} total={loading.total} />
          </span>
          {text && <p>{text}</p>}
        </>
      )}
    </div>
  );
}

export function LoadingText({ loading: { done, total, isFailing, isUnavailable } }: { loading: Loading }) {
  const t = useTranslations("sync");
  const format = useFormatter();
  const days = { done: format.number(done), total: format.number(total) };
  if (isUnavailable) return t("unavailableReport");
  return <span className="tabular-nums">{t(isFailing ? "historyFailing" : "loadingHistory", days)}</span>;
}

const Context = createContext<Loading | null>(null);

export function HistoryProvider({
  loading,
  children,
}: {
  loading: Loading | null | undefined;
  children: ReactNode;
}) {
  return <Context value={loading ?? null}>{children}</Context>;
}

/** With a number, whether that many recent days are loaded; without one, whether everything kept is. */
export function useIsRead(days?: number): boolean {
  const loading = useContext(Context);
  return loading === null || (days !== undefined && loading.readDays >= days);
}

/** Beside a figure that changes while its history is loading. */
export function Provisional() {
  const t = useTranslations("sync");
  return (
    <span title={t("provisionalReason")}>
      <Badge tone="warn">{t("provisional")}</Badge>
    </span>
  );
}

/** Shown where "none" would be premature. */
export function NotReadYet() {
  const t = useTranslations("sync");
  const loading = useContext(Context);
  return <UnknownValue reason={t(loading?.isUnavailable ? "unavailableReport" : "notReadYet")} />;
}
