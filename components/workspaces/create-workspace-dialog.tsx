"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { FormDialog } from "@/components/shell/form-dialog";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import { Select } from "@/components/ui/controls/select";
import { pressInSearch } from "@/components/ui/table/row-keys";
import { assignableWorkspaceRoles } from "@/lib/core/organization/vocabulary";
import { nameLength } from "@/lib/directory/workspaces/vocabulary";
import { ChosenPeople } from "./chosen-people";
import { CreatedInPart } from "./created-in-part";
import { PeopleFinder } from "./people-finder";
import { type Choosing, useChosenPeople } from "./use-chosen-people";
import { useCreation } from "./use-creation";
import { type FirstLimit, useFirstLimit } from "./use-first-limit";
import { hasDuplicateTag, hasWrongResidency, newDraft } from "./workspace-draft";
import { MoreFields, NameField } from "./workspace-fields";

/** Not for zero, which would stop every request to a workspace that was made to be used. */
const aboveZero = "(?=.*[1-9])";

type Props = {
  /** A name that a link or the palette asked for. */
  name?: string | null;
  onClose: () => void;
};

/** Only the name is needed. People and the limit follow once the workspace exists. */
export function CreateWorkspaceDialog({ name, onClose }: Props) {
  const t = useTranslations("workspaces");
  const [draft, setDraft] = useState({ ...newDraft, name: name?.slice(0, nameLength) ?? "" });
  const choosing = useChosenPeople();
  const limit = useFirstLimit();
  const creation = useCreation(onClose);
  if (creation.unfinished) return <CreatedInPart {...creation.unfinished} onClose={onClose} />;
  return (
    <FormDialog
      labels={{ title: t("createTitle"), submit: t("create") }}
      saving={{
        isPending: creation.isPending,
        error: null,
        isPossible: !hasDuplicateTag(draft) && !hasWrongResidency(draft),
      }}
      onSubmit={() => creation.create({ draft, grants: choosing.toChanges(""), cents: limit.cents })}
      onClose={creation.isPending ? stay : onClose}
    >
      <p className="text-ink-muted">{t("createText")}</p>
      <NameField draft={draft} onChange={setDraft} />
      <CreatePeople choosing={choosing} startsHere={Boolean(name)} />
      <LimitField limit={limit} />
      <More>
        <MoreFields isNew draft={draft} onChange={setDraft} />
      </More>
      {creation.error && <FailureNote failure={toFailure(creation.error)} />}
    </FormDialog>
  );
}

/** Fields that few need. They open if one is wrong, because the browser can't point at a hidden field. */
function More({ children }: { children: ReactNode }) {
  const t = useTranslations("workspaces");
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      onInvalidCapture={() => setOpen(true)}
    >
      <summary className="w-fit cursor-pointer font-medium text-sm">{t("settings.more")}</summary>
      <div className="mt-3 grid gap-4">{children}</div>
    </details>
  );
}

/** While the workspace is made, the dialog stays, because it shows what couldn't be done. */
function stay(): void {}

type CreatePeopleProps = { choosing: Choosing; startsHere: boolean };

/** Who is added as soon as the workspace exists. */
function CreatePeople({ choosing, startsHere }: CreatePeopleProps) {
  const t = useTranslations("workspaces.people");
  const toName = useWorkspaceRoleName();
  return (
    <fieldset className="grid min-w-0 gap-2" onKeyDown={keepEnter}>
      <legend className="mb-1.5 font-medium text-sm">{t("first")}</legend>
      <PeopleFinder workspaceId={null} choosing={choosing} startsHere={startsHere} />
      {choosing.people.length > 1 && (
        <Field label={t("addRoleOfAll")}>
          {({ "aria-invalid": _, ...control }) => (
            <Select
              {...control}
              value={choosing.role}
              options={assignableWorkspaceRoles.map((value) => ({ value, label: toName(value) }))}
              onChange={({ target }) => {
                const given = assignableWorkspaceRoles.find((one) => one === target.value);
                if (given) choosing.setRole(given);
              }}
            />
          )}
        </Field>
      )}
      <ChosenPeople choosing={choosing} />
    </fieldset>
  );
}

/** Enter in the search takes the only match, as everywhere, and must not make the workspace. */
function keepEnter(event: KeyboardEvent): void {
  if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
  event.preventDefault();
  pressInSearch(event.nativeEvent);
}

/** Its room is kept while it isn't known whether the organization can set limits. */
function LimitField({ limit }: { limit: FirstLimit }) {
  const t = useTranslations("workspaces");
  const { amount, setAmount, currency, decimals, isKnown, isPossible } = limit;
  if (!isPossible) return null;
  return (
    <Field label={t("firstLimit", { currency })} hint={t("firstLimitHint")}>
      {(control) => (
        <Input
          {...control}
          inputMode="decimal"
          pattern={`${aboveZero}${decimals === 0 ? "\\d{1,12}" : `\\d{1,12}([.]\\d{1,${decimals}})?`}`}
          title={t("firstLimitFormat", { currency, decimals })}
          value={amount}
          readOnly={!isKnown}
          onChange={({ target }) => setAmount(target.value)}
          autoComplete="off"
        />
      )}
    </Field>
  );
}
