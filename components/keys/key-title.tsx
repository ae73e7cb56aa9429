import { toCssColor } from "@/components/charts/series";
import { Swatch } from "@/components/charts/swatch";
import { FindingMark } from "@/components/directory/finding-mark";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { KeyRow } from "@/lib/directory/keys/schema";

export function KeyTitle({ row: { id, name, color, findings } }: { row: KeyRow }) {
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      {color !== null && <Swatch color={toCssColor(color)} />}
      <VendorText className="min-w-0">{name.trim() || id}</VendorText>
      <FindingMark of={id} rules={findings} />
    </span>
  );
}
