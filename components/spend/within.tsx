"use client";

import { VendorText } from "@/components/ui/display/vendor-text";
import type { DayDriver } from "@/lib/money/spend/change-schema";
import { useChangeName } from "./use-change-name";

/** What moved most within a workspace: its key, its model, and that model's tier. */
export function Within({ driver: { within } }: { driver: DayDriver }) {
  const toKeyName = useChangeName("key");
  const toModelName = useChangeName("model");
  return within.map((part, index) => (
    <span key={part.level}>
      {index > 0 && ", "}
      <VendorText>{part.level === "key" ? toKeyName(part) : toModelName(part)}</VendorText>
    </span>
  ));
}
