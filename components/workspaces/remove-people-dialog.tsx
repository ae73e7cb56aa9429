"use client";

import { useTranslations } from "next-intl";
import { AccessDialog } from "@/components/directory/access-dialog";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { WorkspacePerson } from "@/lib/directory/workspaces/schema";
import { LeftKeys } from "./left-keys";

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
