import { toCssColor } from "@/components/charts/series";
import { Swatch } from "@/components/charts/swatch";
import { FindingMark } from "@/components/directory/finding-mark";
import { KeyStatusBadge } from "@/components/directory/key-status-badge";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { KeyRow } from "@/lib/directory/keys/schema";

/** A key that works needs no word for it; any other says so, because its details are folded on a phone. */
export function KeyTitle({ row }: { row: KeyRow }) {
  const { id, name, color, findings } = row;
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      {color !== null && <Swatch color={toCssColor(color)} />}
      <VendorText className="min-w-0">{name.trim() || id}</VendorText>
      {row.status !== "active" && (
        <span className="text-base">
          <KeyStatusBadge status={row.status} />
        </span>
      )}
      <FindingMark of={id} rules={findings} />
    </span>
  );
}
