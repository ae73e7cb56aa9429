"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { AccessDialog } from "@/components/directory/access-dialog";
import { KeyLastUse } from "@/components/directory/key-cells";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Link } from "@/components/ui/controls/link";
import { LongList } from "@/components/ui/display/long-list";
import { Skeleton } from "@/components/ui/display/skeleton";
import { VendorText } from "@/components/ui/display/vendor-text";
import { leftKeysQuery } from "@/lib/directory/workspaces/queries";
import type { WorkspacePerson } from "@/lib/directory/workspaces/schema";

type Props = {
  workspace: { id: string; name: string };
  people: readonly Pick<WorkspacePerson, "userId" | "name" | "email">[];
  /** Of the reader, who may be one of them. */
  selfId: string | null;
  onStarted?: () => void;
  onClose: () => void;
};

export function RemovePeopleDialog({ workspace, people, selfId, onClose, onStarted = onClose }: Props) {
  const t = useTranslations("workspaces.people");
  const [first] = people;
  const only = people.length === 1 ? first : undefined;
  const userIds = people.map(({ userId }) => userId);
  return (
    <AccessDialog
      kind="remove"
      userIds={userIds}
      workspaceId={workspace.id}
      onStarted={onStarted}
      onClose={onClose}
    >
      <p>
        {t.rich("removeText", {
          count: people.length,
          name: () => (
            <VendorText className="font-medium text-ink">{only?.name || (only?.email ?? "")}</VendorText>
          ),
          workspace: () => <VendorText className="font-medium text-ink">{workspace.name}</VendorText>,
        })}
      </p>
      {only && <LeftKeys workspaceId={workspace.id} userId={only.userId} />}
      {selfId !== null && userIds.includes(selfId) && (
        <p className="text-warn">{t("removeSelf", { count: people.length })}</p>
      )}
    </AccessDialog>
  );
}

/** Others may hold what somebody created, so that leaving doesn't stop it. */
function LeftKeys({ workspaceId, userId }: { workspaceId: string; userId: string }) {
  const t = useTranslations("workspaces.people");
  const { data: keys, error } = useQuery(leftKeysQuery(workspaceId, userId));
  if (error) return <FailureNote failure={toFailure(error)} />;
  if (!keys) return <Skeleton className="h-10 w-full" />;
  if (keys.length === 0) return <p className="text-ink-muted text-sm">{t("noLeftKeys")}</p>;
  return (
    <section aria-label={t("leftKeysLabel")} className="grid gap-1.5 rounded-md border p-3 text-sm">
      <p>{t("leftKeys", { count: keys.length })}</p>
      <LongList items={keys} label={t("leftKeysLabel")} className="grid gap-1">
        {({ id, name, lastUsedOn }) => (
          <li key={id} className="flex min-w-0 justify-between gap-3">
            <Link
              href={`/keys/${encodeURIComponent(id)}`}
              className="min-w-0 truncate rounded-sm hover:underline"
            >
              <VendorText className="font-medium">{name.trim() || id}</VendorText>
            </Link>
            <span className="shrink-0 text-ink-muted">
              {lastUsedOn === null ? (
                <KeyLastUse row={{ lastUsedOn }} />
              ) : (
                t.rich("lastUsed", { day: () => <KeyLastUse row={{ lastUsedOn }} /> })
              )}
            </span>
          </li>
        )}
      </LongList>
    </section>
  );
}
