"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { useStartRun } from "@/components/shell/use-start-run";
import { Button } from "@/components/ui/controls/button";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { Skeleton } from "@/components/ui/display/skeleton";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Dialog } from "@/components/ui/overlay/dialog";
import { copyAccessToMany } from "@/lib/workspaces/actions";
import type { CopyAccessInput } from "@/lib/workspaces/change-schema";
import { copiesQuery } from "@/lib/workspaces/queries";
import type { CopyOfPerson } from "@/lib/workspaces/schema";
import { PersonFinder } from "./person-finder";
import { toCopy } from "./to-copy";
import { touchedByAccess } from "./use-invalidate-workspaces";
import { useRoleName } from "./use-role-name";

type Person = { id: string; name: string; email: string };
type Props = { people: readonly Person[]; onStarted: () => void; onClose: () => void };

/** Gives many people the access of one, after showing what that changes for each. */
export function MakeIdenticalDialog({ people, onStarted, onClose }: Props) {
  const t = useTranslations();
  const [from, setFrom] = useState<string>();
  return (
    <Dialog title={t("members.identical.title", { count: people.length })} onClose={onClose}>
      <div className="grid gap-4">
        <p className="text-ink-muted">{t("members.identical.text")}</p>
        <PersonFinder exceptId="" onChoose={setFrom} />
        {from && (
          <Difference key={from} from={from} people={people} onStarted={onStarted} onClose={onClose} />
        )}
      </div>
    </Dialog>
  );
}

function Difference({ from, people, onStarted, onClose }: Props & { from: string }) {
  const t = useTranslations();
  const [isIdentical, setIdentical] = useState(false);
  const { data, error } = useQuery(
    copiesQuery(
      from,
      people.map(({ id }) => id),
    ),
  );
  const starting = useStarting(onStarted);
  if (error && !data) return <FailureNote failure={toFailure(error)} />;
  if (!data) return <Skeleton className="h-24 w-full" />;
  const copies = data.map((preview) => toCopyOf(preview, isIdentical));
  const wanted = copies.filter(
    ({ memberships, organizationRole }) => memberships.length > 0 || organizationRole,
  );
  const count = wanted.reduce(
    (sum, { memberships, organizationRole }) => sum + memberships.length + (organizationRole ? 1 : 0),
    0,
  );
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (count > 0 && !starting.isPending) starting.mutate(wanted);
      }}
    >
      <SegmentedControl
        label={t("workspaces.access.copyHow")}
        isLabelVisible
        options={[
          { value: "add", label: t("workspaces.access.copyAdd") },
          { value: "identical", label: t("workspaces.access.copyIdentical") },
        ]}
        value={isIdentical ? "identical" : "add"}
        onChange={(value) => setIdentical(value === "identical")}
      />
      <ul
        aria-label={t("workspaces.access.difference")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard.
        tabIndex={0}
        className="grid max-h-60 overflow-y-auto rounded-md border text-sm"
      >
        {copies.map((copy) => (
          <PersonLine key={copy.userId} copy={copy} person={people.find(({ id }) => id === copy.userId)} />
        ))}
      </ul>
      {starting.error && <FailureNote failure={toFailure(starting.error)} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{t("ui.cancel")}</Button>
        <Button type="submit" variant="primary" disabled={count === 0} isPending={starting.isPending}>
          {t("workspaces.access.copyCount", { count })}
        </Button>
      </div>
    </form>
  );
}

function PersonLine({ copy, person }: { copy: CopyAccessInput; person: Person | undefined }) {
  const t = useTranslations("members.identical");
  const toName = useRoleName();
  const { memberships, organizationRole } = copy;
  const removed = memberships.filter(({ role }) => role === null).length;
  const added = memberships.filter(({ expected }) => expected === null).length;
  const changed = memberships.length - removed - added;
  const isSame = memberships.length === 0 && organizationRole === null;
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

/** As for one person: what the other lacks is taken away only if both are to be identical. */
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
