import { useTranslations } from "next-intl";
import { VendorText } from "@/components/ui/display/vendor-text";

/** What was, crossed out, before what is; once if they are the same. */
export function ThenNow({ before, now }: { before: string | null; now: string }) {
  const t = useTranslations("snapshots");
  if (before === null || before === now) return <VendorText>{now}</VendorText>;
  return (
    <span className="grid min-w-0">
      <del className="truncate text-ink-muted text-xs">
        <span className="sr-only">{t("before")} </span>
        <VendorText>{before}</VendorText>
      </del>
      <VendorText className="truncate">{now}</VendorText>
    </span>
  );
}
