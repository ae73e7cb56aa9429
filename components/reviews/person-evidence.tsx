"use client";

import { useTranslations } from "next-intl";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { DateText } from "@/components/ui/display/date-text";
import { DayText } from "@/components/ui/display/day-text";
import { Fact } from "@/components/ui/display/facts";
import { PersonName } from "@/components/ui/display/person-name";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { ReviewRow } from "@/lib/governance/reviews/schema";
import { useKeyUse } from "./use-key-use";

type Props = { row: ReviewRow };

/** What is known about someone in a workspace. */
export function PersonFacts({ row }: Props) {
  const { role, roleNow, isInherited, membership, lastActiveOn, email } = row;
  const t = useTranslations("reviews");
  const people = useTranslations("workspaces.people");
  const toRole = useWorkspaceRoleName();
  const both = membership?.inheritedRole && t("both", { role: toRole(membership.inheritedRole) });
  return (
    <>
      <Fact name={t("email")}>
        <VendorText>{email}</VendorText>
      </Fact>
      <Fact name={t("role")}>
        {toRole(role)}
        <span className="block text-ink-muted">{both || people(isInherited ? "inherited" : "direct")}</span>
        {roleNow && <span className="block text-warn">{t("roleNow", { role: toRole(roleNow) })}</span>}
      </Fact>
      {!isInherited && <Since row={row} />}
      <Fact name={t("activity")}>{lastActiveOn ? <DayText day={lastActiveOn} /> : t("unknown")}</Fact>
      <KeysHere row={row} />
      {membership?.keysElsewhereOn && (
        <Fact name={t("ownKeysElsewhere")}>
          <DayText day={membership.keysElsewhereOn} />
        </Fact>
      )}
      <Elsewhere row={row} />
    </>
  );
}

function Since({ row: { since, seenSince, addedBy, addedByName } }: Props) {
  const t = useTranslations("reviews");
  return (
    <Fact name={t("since")}>
      {since && <DateText at={since} show="day" />}
      {!since && seenSince && t.rich("atLeast", { when: () => <DateText at={seenSince} show="day" /> })}
      {!(since || seenSince) && t("unknown")}
      {since && addedBy && (
        <span className="block text-ink-muted">
          {t.rich("addedBy", { person: () => <PersonName email={addedBy} name={addedByName} /> })}
        </span>
      )}
    </Fact>
  );
}

/** Reviews of earlier versions know only how many there were, and all of their use together. */
function KeysHere({ row: { keys, keysUsedOn, keyCents, membership } }: Props) {
  const t = useTranslations("reviews");
  const toUse = useKeyUse();
  if (keys === null) return null;
  const each = membership?.keys ?? [];
  return (
    <Fact name={t("keysHere")}>
      {each.length === 0 && t("keyCount", { count: keys })}
      {each.length === 0 && keys > 0 && (
        <span className="block text-ink-muted">{toUse(keysUsedOn, keyCents)}</span>
      )}
      {each.map(({ id, name, usedOn, cents }) => (
        <span key={id} className="block">
          <VendorText>{name || id}</VendorText> <span className="text-ink-muted">{toUse(usedOn, cents)}</span>
        </span>
      ))}
    </Fact>
  );
}

function Elsewhere({ row: { elsewhere, membership } }: Props) {
  const t = useTranslations("reviews");
  const toRole = useWorkspaceRoleName();
  const named = membership?.elsewhere ?? [];
  const more = (elsewhere ?? 0) - named.length;
  if (named.length === 0 && more <= 0) return null;
  return (
    <Fact name={t("otherWorkspaces")}>
      {named.map(({ id, name, role }) => (
        <span key={id} className="block">
          <VendorText>{name}</VendorText> <span className="text-ink-muted">{toRole(role)}</span>
        </span>
      ))}
      {more > 0 && <span className="block">{t("elsewhere", { count: more })}</span>}
    </Fact>
  );
}
