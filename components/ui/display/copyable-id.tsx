import { CopyButton } from "@/components/ui/controls/copy-button";
import { VendorText } from "./vendor-text";

type Props = {
  value: string;
  label: string;
};

export function CopyableId({ value, label }: Props) {
  return (
    <span className="flex min-w-0 items-center gap-1.5 text-ink-muted text-xs">
      <span className="shrink-0">{label}</span>
      <VendorText className="truncate font-mono">{value}</VendorText>
      <CopyButton value={value} label={label} />
    </span>
  );
}
