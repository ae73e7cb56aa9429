"use client";

import { CircleHelp } from "lucide-react";
import { useTranslations } from "next-intl";
import { useActivityNames } from "@/components/directory/use-activity-names";
import { Badge, type Tone } from "@/components/ui/display/badge";

const tones: Record<string, Tone> = { failed: "danger", unknown: "warn" };

type Props = { row: { outcome: string | null; errorCode: string | null } };

/**
 * Success is quiet; an unknown outcome is marked by more than its color. A request to confirm identity is not a
 * failure.
 */
export function OutcomeBadge({ row: { outcome, errorCode } }: Props) {
  const t = useTranslations("activity");
  const { toOutcome } = useActivityNames();
  if (outcome === null) return <span className="text-ink-faint">–</span>;
  if (outcome === "failed" && errorCode === "step_up_required") return <Badge>{t("askedToConfirm")}</Badge>;
  return (
    <Badge tone={tones[outcome] ?? "neutral"}>
      {outcome === "unknown" && <CircleHelp aria-hidden className="size-3.5" />}
      {toOutcome(outcome)}
    </Badge>
  );
}
