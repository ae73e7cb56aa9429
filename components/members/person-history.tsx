"use client";

import { useTranslations } from "next-intl";
import { useActivityNames } from "@/components/directory/use-activity-names";
import { useRoleName } from "@/components/directory/use-role-name";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { EventDifference, EventList } from "@/components/ui/display/event-list";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { MemberEvent } from "@/lib/directory/members/schema";

export function PersonHistory({ history }: { history: readonly MemberEvent[] }) {
  const t = useTranslations("members.person");
  const { toAction } = useActivityNames();
  const events = history.map(({ action, differences, workspaceName, ...event }) => ({
    ...event,
    what: toAction(action),
    details: (
      <>
        {workspaceName !== null && <VendorText className="text-ink-muted">{workspaceName}</VendorText>}
        {differences.map((difference) => (
          <Difference key={difference.field} {...difference} />
        ))}
      </>
    ),
  }));
  return <EventList events={events} empty={t("noHistory")} />;
}

function Difference({ field, before, after }: MemberEvent["differences"][number]) {
  const t = useTranslations("members.person");
  const { toField } = useActivityNames();
  const toRole = useRoleName();
  const toWorkspaceRole = useWorkspaceRoleName();
  const toText = (value: string | null) => {
    if (value === null) return t("nothing");
    return field === "role" ? toWorkspaceRole(toRole(value)) : value;
  };
  return <EventDifference name={toField(field)} before={toText(before)} after={toText(after)} />;
}
