"use client";

import { CircleHelp } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRunNames } from "@/components/shell/use-run-names";
import { Badge, type Tone } from "@/components/ui/display/badge";
import type { RunState } from "@/lib/core/bulk/vocabulary";

const runTones: Record<RunState, Tone> = {
  proposed: "warn",
  pending: "warn",
  scheduled: "accent",
  running: "accent",
  finished: "neutral",
  cancelled: "neutral",
  stopped: "danger",
  declined: "neutral",
  expired: "neutral",
};
const rowTones: Record<string, Tone> = {
  running: "accent",
  succeeded: "good",
  failed: "danger",
  unknown: "warn",
};

export function RunStateBadge({ state }: { state: RunState }) {
  const t = useTranslations("bulk.states");
  return <Badge tone={runTones[state]}>{t(state)}</Badge>;
}

export function RowStateBadge({ state }: { state: string }) {
  const { toState } = useRunNames();
  return (
    <Badge tone={rowTones[state] ?? "neutral"}>
      {state === "unknown" && <CircleHelp aria-hidden className="size-3.5" />}
      {toState(state)}
    </Badge>
  );
}
