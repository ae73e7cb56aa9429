"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { type ScopeNoun, toNoun } from "@/components/directory/use-scope-names";
import { isScope, type Scope } from "@/lib/core/auth/scopes";

type Props = {
  offered: readonly Scope[];
  /** Says what reading everything means. */
  help: string;
  errors: string[] | undefined;
  toSentence: (scope: Scope) => string;
};

/** Reading everything is suggested; further scopes are in a list that few open. Read it back with `readScopes`. */
export function ScopeFields({ offered, help, errors, toSentence }: Props) {
  const t = useTranslations("accessTokens");
  const id = useId();
  const [readsAll, setReadsAll] = useState(true);
  return (
    <fieldset className="grid min-w-0 gap-1.5" aria-describedby={errors && id}>
      <legend className="mb-1.5 font-medium text-sm">{t("mayDo")}</legend>
      <label className="flex items-baseline gap-2.5 rounded-md border px-3 py-2 has-checked:border-accent has-checked:bg-accent-soft">
        <input
          type="checkbox"
          name="scopes"
          value="read"
          checked={readsAll}
          onChange={({ target }) => setReadsAll(target.checked)}
          className="translate-y-px"
        />
        <span className="grid min-w-0">
          <span className="font-medium">{t("scopes.read")}</span>
          <span className="text-ink-muted text-sm">{help}</span>
        </span>
      </label>
      {offered.includes("scim") && <Provisioning />}
      <details open={!readsAll} className="rounded-md border px-3 py-2">
        <summary className="w-fit cursor-pointer rounded-sm">{t("further")}</summary>
        <div className="grid gap-3 pt-2">
          {[...groupByNoun(offered)].map(([noun, ofNoun]) => (
            <Group key={noun} noun={noun} scopes={ofNoun} readsAll={readsAll} toSentence={toSentence} />
          ))}
        </div>
      </details>
      {errors && (
        <p id={id} role="alert" className="text-danger text-xs">
          {errors.join(" ")}
        </p>
      )}
    </fieldset>
  );
}

function Provisioning() {
  const t = useTranslations("accessTokens");
  return (
    <label className="flex items-baseline gap-2.5 rounded-md border px-3 py-2 has-checked:border-accent has-checked:bg-accent-soft">
      <input type="checkbox" name="scopes" value="scim" className="translate-y-px" />
      <span className="grid min-w-0">
        <span className="font-medium">{t("scopes.scim")}</span>
        <span className="text-ink-muted text-sm">{t("scimHelp")}</span>
      </span>
    </label>
  );
}

type GroupProps = Pick<Props, "toSentence"> & {
  noun: ScopeNoun;
  scopes: readonly Scope[];
  readsAll: boolean;
};

function Group({ noun, scopes, readsAll, toSentence }: GroupProps) {
  const t = useTranslations("accessTokens");
  return (
    <fieldset className="min-w-0">
      <legend className="text-ink-muted text-xs first-letter:uppercase">{t(`nouns.${noun}`)}</legend>
      {scopes.map((scope) => {
        const isIncluded = readsAll && scope.endsWith(":read");
        return (
          <label
            key={scope}
            title={scope}
            className="flex items-baseline gap-2.5 py-1 pointer-coarse:py-3 text-sm has-disabled:text-ink-muted"
          >
            <input
              key={String(isIncluded)}
              type="checkbox"
              name="scopes"
              value={scope}
              {...(isIncluded && { checked: true, readOnly: true, disabled: true })}
              className="translate-y-0.5"
            />
            <span className="min-w-0">{toSentence(scope)}</span>
          </label>
        );
      })}
    </fieldset>
  );
}

function groupByNoun(scopes: readonly Scope[]): Map<ScopeNoun, Scope[]> {
  const groups = new Map<ScopeNoun, Scope[]>();
  for (const scope of scopes)
    for (const noun of toNoun(scope)) groups.set(noun, [...(groups.get(noun) ?? []), scope]);
  return groups;
}

export function readScopes(form: FormData): Scope[] {
  return form.getAll("scopes").map(String).filter(isScope);
}

export function hasScopes(form: FormData): boolean {
  return readScopes(form).length > 0;
}
