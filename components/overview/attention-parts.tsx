"use client";

import { CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { LoadingText } from "@/components/shell/loading-history";
import type { Overview } from "@/lib/overview/schema";
import { AttentionList } from "./attention-list";

type Props = Pick<Overview, "attention">;

/** Above everything else. */
export function UrgentAttention({ attention }: Props) {
  const t = useTranslations("overview.attention");
  const urgent = attention.filter(({ isUrgent }) => isUrgent);
  return urgent.length > 0 && <AttentionList title={t("urgent")} items={urgent} />;
}

type OtherProps = Pick<Overview, keyof Props | "attentionLoading" | "loading">;

/** A page that opens while anything loads keeps the room of a whole list, so that nothing below moves. */
export function OtherAttention({ attention, attentionLoading, loading }: OtherProps) {
  const t = useTranslations("overview.attention");
  const [hasRoom] = useState(loading !== null);
  const others = attention.filter(({ isUrgent }) => !isUrgent);
  const note = attentionLoading ? (
    <p role="note" className="text-ink-muted text-sm">
      {t("waiting")} <LoadingText loading={attentionLoading} />
    </p>
  ) : undefined;
  return (
    <div className={hasRoom ? "min-h-70" : "empty:hidden"}>
      {(others.length > 0 || note) && <AttentionList title={t("title")} items={others} note={note} />}
      {attention.length === 0 && !note && (
        <p className="flex items-center gap-3 card px-4 py-2.5 text-ink-muted">
          <CircleCheck aria-hidden className="size-4 shrink-0 text-good" />
          {t("empty")}
        </p>
      )}
    </div>
  );
}
