"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/display/badge";
import type { LoadingHistory as Loading } from "@/lib/core/history/schema";
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

/** Beside a figure that changes while its history is loading. */
export function Provisional() {
  const t = useTranslations("sync");
  return (
    <span title={t("provisionalReason")}>
      <Badge tone="warn">{t("provisional")}</Badge>
    </span>
  );
}
