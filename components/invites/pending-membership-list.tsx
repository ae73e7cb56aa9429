"use client";

import { useTranslations } from "next-intl";
import { useFailureCodeText } from "@/components/shell/failure-code";
import { Badge, type Tone } from "@/components/ui/display/badge";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { PendingMembership } from "@/lib/directory/invites/schema";
import type { PendingMembershipState } from "@/lib/directory/invites/vocabulary";

const tones: Record<PendingMembershipState, Tone> = {
  waiting: "neutral",
  given: "good",
  retrying: "warn",
  failed: "danger",
};
const order: PendingMembershipState[] = ["failed", "retrying", "waiting", "given"];

export function PendingMembershipList({ workspaces }: { workspaces: readonly PendingMembership[] }) {
  const t = useTranslations("invites.places");
  const toText = usePendingMembershipText();
  const sorted = workspaces.toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state));
  const [first, ...others] = sorted;
  if (!first) return null;
  return (
    <span className="flex min-w-0 items-center gap-1" title={sorted.map(toText).join("\n")}>
      <Badge tone={tones[first.state]}>
        <VendorText className="max-w-36 truncate">{first.name}</VendorText>
      </Badge>
      {others.length > 0 && <Badge>+{others.length}</Badge>}
      <span className="sr-only">{sorted.map(toText).join(", ")}</span>
      {first.state === "failed" && <span className="truncate text-danger text-xs">{t("notGiven")}</span>}
    </span>
  );
}

export function PendingMembershipText({ workspace }: { workspace: PendingMembership }) {
  return <VendorText>{usePendingMembershipText()(workspace)}</VendorText>;
}

function usePendingMembershipText(): (workspace: PendingMembership) => string {
  const t = useTranslations("invites.places");
  const toReason = useFailureCodeText();
  return ({ name, state, error }) => {
    const why = error && state !== "given" ? ` ${toReason(error)}` : "";
    return `${name}: ${t(`states.${state}`)}${why}`;
  };
}
