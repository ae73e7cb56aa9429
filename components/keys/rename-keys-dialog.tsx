"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { useSettled } from "@/components/shell/use-settled";
import { useStartRun } from "@/components/shell/use-start-run";
import { Button } from "@/components/ui/controls/button";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { Dialog } from "@/components/ui/overlay/dialog";
import { renameKeys } from "@/lib/directory/keys/actions";
import { takenNamesQuery } from "@/lib/directory/keys/queries";
import type { KeyChoice } from "@/lib/directory/keys/schema";
import { NewNames } from "./new-names";
import { type NewName, type RenameRule, toNewNames } from "./to-new-names";

type Props = { chosen: readonly KeyChoice[]; onStarted: () => void; onClose: () => void };

/** Renames many keys by one rule, after showing each name before and after. */
export function RenameKeysDialog({ chosen, onStarted, onClose }: Props) {
  const t = useTranslations();
  const [rule, setRule] = useState<RenameRule>({ kind: "replace", find: "", by: "" });
  const starting = useStarting(onStarted);
  const names = toNewNames(chosen, rule);
  const ready = names.filter(({ mark }) => mark === "ready");
  const taken = useTakenNames(ready);
  return (
    <Dialog title={t("keys.renaming.title", { count: chosen.length })} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready.length > 0 && !starting.isPending) starting.mutate(ready);
        }}
      >
        <SegmentedControl
          label={t("keys.renaming.how")}
          options={[
            { value: "replace", label: t("keys.renaming.replace") },
            { value: "pattern", label: t("keys.renaming.pattern") },
          ]}
          value={rule.kind}
          onChange={(kind) =>
            setRule(
              kind === "replace"
                ? { kind: "replace", find: "", by: "" }
                : { kind: "pattern", pattern: "{name}" },
            )
          }
        />
        <RuleFields rule={rule} onChange={setRule} />
        <NewNames names={names} taken={taken} />
        {starting.error && <FailureNote failure={toFailure(starting.error)} />}
        <div className="flex flex-wrap justify-end gap-2 pt-1">
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button
            type="submit"
            variant="primary"
            disabled={ready.length === 0}
            isPending={starting.isPending}
          >
            {t("keys.renaming.confirm", { count: ready.length })}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function RuleFields({ rule, onChange }: { rule: RenameRule; onChange: (rule: RenameRule) => void }) {
  const t = useTranslations("keys.renaming");
  if (rule.kind === "pattern")
    return (
      <Field label={t("pattern")} hint={t("parts", { open: "{", close: "}" })}>
        {(control) => (
          <Input
            {...control}
            value={rule.pattern}
            onChange={({ target }) => onChange({ ...rule, pattern: target.value })}
          />
        )}
      </Field>
    );
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={t("find")}>
        {(control) => (
          <Input
            {...control}
            value={rule.find}
            onChange={({ target }) => onChange({ ...rule, find: target.value })}
          />
        )}
      </Field>
      <Field label={t("by")}>
        {(control) => (
          <Input
            {...control}
            value={rule.by}
            onChange={({ target }) => onChange({ ...rule, by: target.value })}
          />
        )}
      </Field>
    </div>
  );
}

const pauseMs = 300;

/** The keys whose new name another key in their workspace has, too: a warning, because the API allows it. */
function useTakenNames(ready: readonly NewName[]): ReadonlySet<string> {
  const given = ready.map(({ key, name }) => ({ id: key.id, name }));
  const names = useSettled(JSON.stringify(given), pauseMs);
  const { data } = useQuery({ ...takenNamesQuery(names), enabled: names !== "[]" });
  return new Set(data);
}

function useStarting(onStarted: () => void) {
  return useStartRun<readonly NewName[]>({
    write: (send, names) =>
      send(renameKeys, {
        keys: names.map(({ key, name }) => ({ keyId: key.id, name, expected: key.name })),
      }),
    onStarted,
    isRepeatable: true,
  });
}
