"use client";

import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useState } from "react";
import { useRoleName } from "@/components/directory/use-role-name";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { PageHeader } from "@/components/shell/page-header";
import { useRolesOffered } from "@/components/shell/use-organization";
import { Button } from "@/components/ui/controls/button";
import { Field } from "@/components/ui/controls/field";
import { Select } from "@/components/ui/controls/select";
import { useUnsaved } from "@/components/ui/controls/unsaved";
import { type AssignableRole, assignableRoles } from "@/lib/core/organization/vocabulary";
import { importCheckQuery } from "@/lib/directory/invites/queries";
import type { ImportEdit, ImportInput } from "@/lib/directory/invites/schema";
import { forgetHanded, readHanded } from "./handed-lines";
import { download, toTemplate } from "./import-files";
import { ImportResult } from "./import-result";
import { type ImportSource, ImportSourceField } from "./import-source-field";
import { noAccess, type WorkspaceAccess } from "./workspace-access";
import { WorkspaceChooser } from "./workspace-chooser";

const nothing: ImportSource = { text: "", fileName: null, revision: 0 };

export function ImportPanel() {
  const t = useTranslations("invites");
  const [source, setSource] = useState<ImportSource>(() => ({ ...nothing, text: readHanded() }));
  useEffect(forgetHanded, []);
  const [checked, setChecked] = useState(source);
  const [role, setRole] = useState<AssignableRole>("user");
  const [access, setAccess] = useState<WorkspaceAccess>(noAccess);
  const [edits, setEdits] = useState<readonly ImportEdit[]>([]);
  const mend = useCallback(
    (edit: ImportEdit) =>
      setEdits((all) => [...all.filter(({ position }) => position !== edit.position), edit]),
    [],
  );
  const input: ImportInput = {
    text: checked.text,
    role,
    ...access,
    workspaceIds: [...access.workspaceIds],
    edits: [...edits],
  };
  const { data, error, isFetching } = useQuery(importCheckQuery(checked.revision, input));
  useUnsaved(source.text !== "");
  const isCurrent = checked.revision === source.revision;
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs of={[{ href: "/invites", label: t("title") }]} />}
        title={t("import.title")}
        description={t("import.text")}
        actions={
          <Button onClick={() => download("castellan-invites.csv", toTemplate())}>
            <Download aria-hidden className="size-4" />
            {t("import.template")}
          </Button>
        }
      />
      <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-[minmax(0,20rem)_minmax(0,1fr)]">
        <div className="grid gap-4 card p-5">
          <ImportSourceField
            source={source}
            isChecking={isFetching}
            isChecked={isCurrent && data !== undefined}
            onChange={setSource}
            onCheck={(found) => {
              setChecked(found);
              setEdits([]);
            }}
          />
          <RoleField role={role} onChange={setRole} />
          <WorkspaceChooser access={access} hint={t("import.placesHint")} onChange={setAccess} />
        </div>
        <div className="flex max-h-full min-h-0 flex-col gap-3">
          {error && <FailureNote failure={toFailure(error)} />}
          {data && isCurrent && checked.text !== "" ? (
            <ImportResult checked={data} input={input} isBusy={isFetching} onMend={mend} />
          ) : (
            <p className="rounded-lg border border-dashed p-5 text-ink-muted">{t("import.nothingChecked")}</p>
          )}
        </div>
      </div>
    </>
  );
}

type Props = { role: AssignableRole; onChange: (role: AssignableRole) => void };

function RoleField({ role, onChange }: Props) {
  const t = useTranslations("invites");
  const toName = useRoleName();
  const offered = useRolesOffered(assignableRoles);
  return (
    <Field label={t("import.usualRole")} hint={t(`roleHelp.${role}`)}>
      {({ "aria-invalid": _, ...control }) => (
        <Select
          {...control}
          value={role}
          options={offered.map((value) => ({ value, label: toName(value) }))}
          onChange={({ target }) => {
            const chosen = assignableRoles.find((one) => one === target.value);
            if (chosen) onChange(chosen);
          }}
        />
      )}
    </Field>
  );
}
