import { useLocale, useTranslations } from "next-intl";
import { PersonLink } from "@/components/directory/person-link";
import { usePersonaName } from "@/components/directory/use-persona-name";
import { useRoleName } from "@/components/directory/use-role-name";
import { Badge } from "@/components/ui/display/badge";
import { DateText } from "@/components/ui/display/date-text";
import { TwoLines } from "@/components/ui/display/two-lines";
import { VendorText } from "@/components/ui/display/vendor-text";
import { formatDay } from "@/lib/format";
import type { ReviewRow } from "@/lib/reviews/schema";
import { FrozenMark } from "./evidence-cells";

type Props = { row: ReviewRow };

/** Who has the grant, and what they were in the organization when the review started. */
export function Grantee({ row }: Props) {
  const { email, organizationRole, grant } = row;
  const t = useTranslations("reviews");
  const toRole = useRoleName();
  const member = organizationRole === "" ? t("notMember") : t("memberAs", { role: toRole(organizationRole) });
  return (
    <TwoLines detail={member} mark={<FrozenMark row={row} />}>
      {grant?.memberId ? (
        <PersonLink id={grant.memberId} className="font-medium">
          {email}
        </PersonLink>
      ) : (
        <VendorText className="min-w-0 truncate font-medium">{email}</VendorText>
      )}
    </TwoLines>
  );
}

/** What it gives, and what it was given for. */
export function Granted({ row: { role, roleNow, grant } }: Props) {
  const t = useTranslations("reviews");
  const toPersona = usePersonaName();
  const now = roleNow && <span className="text-warn">{t("roleNow", { role: toPersona(roleNow) })}</span>;
  const note = grant?.note && (
    <span title={grant.note}>
      <VendorText>{grant.note}</VendorText>
    </span>
  );
  return <TwoLines detail={now || note}>{toPersona(role)}</TwoLines>;
}

/** How long it is worth something, or why it isn't. */
export function LastDay({ row }: Props) {
  const t = useTranslations("settings.access");
  const locale = useLocale();
  const { grant } = row;
  if (!grant || grant.source === "environment") return <span className="text-ink-faint">–</span>;
  const { expiresOn, isExpired, suspendedFor } = grant;
  const now = <Since row={row} />;
  if (suspendedFor)
    return (
      <TwoLines detail={now}>
        <span title={t(`losses.${suspendedFor}`)}>
          <Badge tone="danger">{t("suspended", { why: suspendedFor })}</Badge>
        </span>
      </TwoLines>
    );
  if (expiresOn === null) return <TwoLines detail={now}>{t("noEnd")}</TwoLines>;
  return (
    <TwoLines detail={now}>
      <time dateTime={expiresOn}>{formatDay(expiresOn, locale)}</time>
      {isExpired && <Badge tone="warn">{t("expired")}</Badge>}
    </TwoLines>
  );
}

/** What has changed about it since the review started. */
function Since({ row: { grant, grantNow } }: Props) {
  const t = useTranslations("reviews");
  const locale = useLocale();
  if (!grant || !grantNow) return null;
  const { expiresOn, suspendedFor, renewedAt } = grantNow;
  const texts = [
    suspendedFor !== null && grant.suspendedFor === null && t("suspendedNow"),
    renewedAt !== grant.renewedAt && t("renewedNow"),
    expiresOn !== null &&
      expiresOn !== grant.expiresOn &&
      t("lastDayNow", { day: formatDay(expiresOn, locale) }),
  ].filter(Boolean);
  return texts.length > 0 && <span className="text-warn">{texts.join(" · ")}</span>;
}

export function GrantUse({ row: { grant } }: Props) {
  if (!grant || grant.source === "environment") return <span className="text-ink-faint">–</span>;
  return <DateText at={grant.lastUsedAt} show="day" />;
}

export function Given({ row: { addedBy, since, grant } }: Props) {
  const t = useTranslations("reviews");
  if (grant?.source === "environment") return t("environment", { variable: addedBy ?? "" });
  return (
    <TwoLines detail={since && <DateText at={since} show="day" />}>
      <span title={addedBy ?? undefined} className="truncate">
        <VendorText>{addedBy ?? ""}</VendorText>
      </span>
    </TwoLines>
  );
}
