"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import { nameLength, workspaceColors } from "@/lib/directory/workspaces/vocabulary";
import { ResidencyFields } from "./residency-fields";
import { TagEditor } from "./tag-editor";
import type { WorkspaceDraft } from "./workspace-draft";

type Props = {
  draft: WorkspaceDraft;
  isNew?: boolean;
  isLocked?: boolean;
  /** Whether the person came to rename it. */
  startsAtName?: boolean;
  onChange: (draft: WorkspaceDraft) => void;
};

export function WorkspaceFields({ isLocked = false, ...rest }: Props) {
  return (
    <fieldset disabled={isLocked} className="grid gap-4">
      <NameField {...rest} />
      <MoreFields isLocked={isLocked} {...rest} />
    </fieldset>
  );
}

function selectName(input: HTMLInputElement | null): void {
  input?.focus();
  input?.select();
}

type NameProps = Pick<Props, "draft" | "startsAtName" | "onChange">;

export function NameField({ draft, startsAtName = false, onChange }: NameProps) {
  const t = useTranslations("workspaces");
  return (
    <Field label={t("name")} hint={t("nameHint", { count: nameLength })}>
      {(control) => (
        <Input
          {...control}
          ref={startsAtName ? selectName : null}
          required
          maxLength={nameLength}
          pattern=".*\S.*"
          value={draft.name}
          autoComplete="off"
          onChange={(event) => onChange({ ...draft, name: event.target.value })}
        />
      )}
    </Field>
  );
}

export function MoreFields({ draft, isNew = false, isLocked = false, onChange }: Props) {
  return (
    <>
      <ColorField color={draft.color} onChange={(color) => onChange({ ...draft, color })} />
      <TagEditor tags={draft.tags} isLocked={isLocked} onChange={(tags) => onChange({ ...draft, tags })} />
      <ResidencyFields
        residency={draft.residency}
        isNew={isNew}
        isLocked={isLocked}
        onChange={(residency) => onChange({ ...draft, residency })}
      />
    </>
  );
}

function ColorField({ color, onChange }: { color: string; onChange: (color: string) => void }) {
  const t = useTranslations("workspaces");
  const listId = useId();
  return (
    <Field label={t("color")}>
      {({ "aria-invalid": _, ...control }) => (
        <div className="flex items-center gap-2.5">
          <input
            {...control}
            type="color"
            list={listId}
            value={color}
            onChange={(event) => onChange(event.target.value)}
            className="h-8 pointer-coarse:h-11 w-12 cursor-pointer rounded-md border border-line-strong bg-surface p-1 disabled:cursor-not-allowed disabled:opacity-50"
          />
          <span className="font-mono text-ink-muted text-xs">{color}</span>
          <datalist id={listId}>
            {workspaceColors.map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
        </div>
      )}
    </Field>
  );
}
