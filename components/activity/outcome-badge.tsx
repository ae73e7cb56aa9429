"use client";

import { CircleHelp } from "lucide-react";
import { Badge, type Tone } from "@/components/ui/badge";
import { useActivityNames } from "./use-activity-names";

const tones: Record<string, Tone> = { failed: "danger", unknown: "warn" };

/** Success is the rule and stays quiet; an unknown outcome stands out by more than its colour. */
export function OutcomeBadge({ outcome }: { outcome: string | null }) {
  const { toOutcome } = useActivityNames();
  if (outcome === null) return <span className="text-ink-faint">–</span>;
  return (
    <Badge tone={tones[outcome] ?? "neutral"}>
      {outcome === "unknown" && <CircleHelp aria-hidden className="size-3.5" />}
      {toOutcome(outcome)}
    </Badge>
  );
}
