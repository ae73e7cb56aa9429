import { useTranslations } from "next-intl";
import { DateText } from "@/components/ui/display/date-text";
import { PersonName } from "@/components/ui/display/person-name";
import { TwoLines } from "@/components/ui/display/two-lines";
import type { MembershipSince } from "@/lib/core/organization/schema";

/** Since when, and by whom, where a log knows; otherwise since when Castellan has seen it. */
export function MembershipSinceText({ since }: { since: MembershipSince | null }) {
  const t = useTranslations("access.reach");
  if (since === null) return t("sinceUnknown");
  const { by, byName, seenSince } = since;
  const detail =
    since.since === null
      ? t("seenSince")
      : by
        ? t.rich("by", { who: () => <PersonName email={by} name={byName} /> })
        : t("byUnknown");
  return (
    <TwoLines detail={detail}>
      <DateText at={since.since ?? seenSince} show="day" />
    </TwoLines>
  );
}
