import { useTranslations } from "next-intl";
import { DateText } from "@/components/ui/display/date-text";
import { TwoLines } from "@/components/ui/display/two-lines";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { MembershipSince } from "@/lib/directory/schema";

/** Since when, and by whom, where a log knows; otherwise since when Castellan has seen it. */
export function MembershipSinceText({ since }: { since: MembershipSince | null }) {
  const t = useTranslations("access.reach");
  if (since === null) return "–";
  const day = (at: string) => () => <DateText at={at} show="day" />;
  if (since.since === null)
    return <span className="text-ink-muted">{t.rich("seenSince", { day: day(since.seenSince) })}</span>;
  return (
    <TwoLines detail={since.by && t.rich("by", { who: () => <VendorText>{since.by ?? ""}</VendorText> })}>
      <DateText at={since.since} show="day" />
    </TwoLines>
  );
}
