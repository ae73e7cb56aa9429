"use client";

import { VendorText } from "@/components/ui/display/vendor-text";
import type { LimitGroup } from "@/lib/limits/schema";
import { useLimitNames } from "./use-limit-names";

export function GroupName({ group }: { group: Pick<LimitGroup, "type" | "name" | "models"> }) {
  const { toGroupName } = useLimitNames();
  return (
    <span title={group.models?.join("\n")} className="font-medium">
      <VendorText>{toGroupName(group)}</VendorText>
    </span>
  );
}

export function LimiterName({ type }: { type: string }) {
  const name = useLimitNames().toLimiterName(type);
  return (
    <span title={name}>
      <VendorText>{name}</VendorText>
    </span>
  );
}
