"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { useStartRun } from "@/components/shell/use-start-run";
import { LongList } from "@/components/ui/display/long-list";
import { Skeleton } from "@/components/ui/display/skeleton";
import { VendorText } from "@/components/ui/display/vendor-text";
import { copyAccessToMany } from "@/lib/directory/workspaces/actions";
import type { CopyAccessInput } from "@/lib/directory/workspaces/change-schema";
import { copiesQuery } from "@/lib/directory/workspaces/queries";
import type { CopyOfPerson } from "@/lib/directory/workspaces/schema";
import { CopyDialog, CopyForm } from "./copy-dialog";
import { countCopied, toCopy } from "./to-copy";
import { touchedByAccess } from "./use-invalidate-workspaces";
import { useRoleName } from "./use-role-name";

type Person = { id: string; name: string; email: string };
type Props = { people: readonly Person[]; onStarted: () => void; onClose: () => void };

/** Gives many people the access of one, after showing what that changes for each. */
export function CopyToManyDialog(props: Props) {
  const t = useTranslations("members.identical");
  const count = props.people.length;
  return (
    <CopyDialog title={t("title", { count })} text={t("text", { count })} exceptId="" onClose={props.onClose}>
      {(from) => <Difference from={from} {...props} />}
    </CopyDialog>
  );
}

function Difference({ from, people, onStarted, onClose }: Props & { from: string }) {
  const t = useTranslations("workspaces.access");
  const [isIdentical, setIdentical] = useState(false);
  const ids = people.map(({ id }) => id);
  const { data, error } = useQuery(copiesQuery(from, ids));
  const starting = useStarting(onStarted);
  if (error && !data) return <FailureNote failure={toFailure(error)} />;
  if (!data) return <Skeleton className="h-24 w-full" />;
  const copies = data.map((preview) => toCopyOf(preview, isIdentical));
  const wanted = copies.filter((copy) => countCopied(copy) > 0);
  return (
    <CopyForm
      how={{ isIdentical, onChange: setIdentical }}
      count={wanted.reduce((sum, copy) => sum + countCopied(copy), 0)}
      starting={starting}
      onSubmit={() => starting.mutate(wanted)}
      onClose={onClose}
    >
      <LongList items={copies} label={t("difference")} className="grid rounded-md border text-sm">
        {(copy) => (
          <PersonLine key={copy.userId} copy={copy} person={people.find(({ id }) => id === copy.userId)} />
        )}
      </LongList>
    </CopyForm>
  );
}

function PersonLine({ copy, person }: { copy: CopyAccessInput; person: Person | undefined }) {
  const t = useTranslations("members.identical");
  const toName = useRoleName();
  const { memberships, organizationRole } = copy;
  const removed = memberships.filter(({ role }) => role === null).length;
  const added = memberships.filter(({ expected }) => expected === null).length;
  const changed = memberships.length - removed - added;
  const isSame = countCopied(copy) === 0;
  return (
    <li className="grid border-b px-3 py-1.5 last:border-b-0">
      <VendorText className="truncate font-medium">{person?.name || person?.email || copy.userId}</VendorText>
      <span className="text-ink-muted text-xs">
        {isSame ? t("same") : t("counts", { added, changed, removed })}
        {organizationRole && ` ${t("role", { role: toName(organizationRole.role) })}`}
      </span>
    </li>
  );
}

/** As with one person, access that the other lacks is taken away only if both are to be identical. */
function toCopyOf(preview: CopyOfPerson, isIdentical: boolean): CopyAccessInput {
  return toCopy({
    userId: preview.userId,
    rows: preview.rows.filter(({ step }) => isIdentical || step !== "remove"),
    left: new Set(),
    organizationRole: isIdentical ? preview.organizationRole : null,
  });
}

function useStarting(onStarted: () => void) {
  return useStartRun<readonly CopyAccessInput[]>({
    write: (send, copies) => send(copyAccessToMany, { copies: [...copies] }),
    onStarted,
    touched: touchedByAccess,
    isRepeatable: true,
  });
}
