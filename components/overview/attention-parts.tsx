"use client";

import { CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
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

export function OtherAttention({
  attention,
  attentionLoading,
}: Pick<Overview, keyof Props | "attentionLoading">) {
  const t = useTranslations("overview.attention");
  const others = attention.filter(({ isUrgent }) => !isUrgent);
  const note = attentionLoading ? (
    <p role="note" className="text-ink-muted text-sm">
      {t("waiting")} <LoadingText loading={attentionLoading} />
    </p>
  ) : undefined;
  return (
    <>
      {(others.length > 0 || note) && <AttentionList title={t("title")} items={others} note={note} />}
      {attention.length === 0 && !note && (
        <p className="flex items-center gap-3 card px-4 py-2.5 text-ink-muted">
          <CircleCheck aria-hidden className="size-4 shrink-0 text-good" />
          {t("empty")}
        </p>
      )}
    </>
  );
}
