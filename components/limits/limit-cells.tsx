"use client";

import type { ReactNode } from "react";
import { TwoLines } from "@/components/ui/display/two-lines";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { LimitGroup } from "@/lib/directory/limits/schema";
import { useLimitNames } from "./use-limit-names";

export function GroupName({ group }: { group: Pick<LimitGroup, "type" | "name" | "models"> }) {
  const { toGroupName } = useLimitNames();
  return (
    <span title={group.models?.join("\n")} className="font-medium">
      <VendorText>{toGroupName(group)}</VendorText>
    </span>
  );
}

type Limiter = { type: string; group: Pick<LimitGroup, "type" | "name" | "models"> };

/** A table names a group once, and a card of a phone names both the limiter and its group. */
export function CardLimiter({ row, children }: { row: Limiter; children: ReactNode }) {
  return (
    <>
      <span className="max-md:hidden">{children}</span>
      <span className="md:hidden">
        <TwoLines detail={<GroupName group={row.group} />}>
          <LimiterName type={row.type} />
        </TwoLines>
      </span>
    </>
  );
}

export function LimiterName({ type }: { type: string }) {
  const name = useLimitNames().toLimiterName(type);
  return (
    <span title={name} className="line-clamp-2 whitespace-normal leading-4">
      <VendorText>{name}</VendorText>
    </span>
  );
}
