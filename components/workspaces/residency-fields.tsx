"use client";

import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/controls/field";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { Select } from "@/components/ui/controls/select";
import type { Residency } from "@/lib/directory/workspaces/schema";
import { inferenceGeos, workspaceGeos } from "@/lib/directory/workspaces/vocabulary";
import { useGeoName } from "./use-geo-name";

type Props = {
  residency: Residency;
  isNew: boolean;
  isLocked: boolean;
  onChange: (residency: Residency) => void;
};

export function ResidencyFields({ residency, isNew, isLocked, onChange }: Props) {
  const t = useTranslations("workspaces.residency");
  const toName = useGeoName();
  const { workspaceGeo, allowedInferenceGeos: allowed } = residency;
  const isUnrestricted = allowed === "unrestricted";
  return (
    <fieldset className="grid gap-3 rounded-md border p-3">
      <legend className="px-1 font-medium text-sm">{t("title")}</legend>
      {workspaceGeo !== null && (
        <Field label={t("workspaceGeo")} hint={t("workspaceGeoHint")}>
          {({ "aria-invalid": _, ...control }) => (
            <Select
              {...control}
              value={workspaceGeo}
              options={toOptions(workspaceGeos, workspaceGeo).map((value) => ({
                value,
                label: toName(value),
              }))}
              disabledReason={isNew || isLocked ? undefined : t("workspaceGeoFixed")}
              onChange={({ target }) => onChange({ ...residency, workspaceGeo: target.value })}
            />
          )}
        </Field>
      )}
      <SegmentedControl
        label={t("allowed")}
        isLabelVisible
        options={[
          { value: "all", label: t("unrestricted") },
          { value: "some", label: t("restricted") },
        ]}
        value={isUnrestricted ? "all" : "some"}
        onChange={(value) =>
          onChange({
            ...residency,
            allowedInferenceGeos: value === "all" ? "unrestricted" : [residency.defaultInferenceGeo],
          })
        }
      />
      {!isUnrestricted && <AllowedGeos residency={residency} onChange={onChange} />}
      <DefaultGeo residency={residency} onChange={onChange} />
    </fieldset>
  );
}

type PartProps = Pick<Props, "residency" | "onChange">;

function AllowedGeos({ residency, onChange }: PartProps) {
  const t = useTranslations("workspaces.residency");
  const toName = useGeoName();
  const { allowedInferenceGeos: given, defaultInferenceGeo } = residency;
  const allowed = given === "unrestricted" ? [] : given;
  const toggle = (geo: string) =>
    onChange({
      ...residency,
      allowedInferenceGeos: allowed.includes(geo) ? allowed.filter((one) => one !== geo) : [...allowed, geo],
    });
  return (
    <fieldset className="flex flex-wrap gap-x-4 gap-y-1">
      <legend className="sr-only">{t("allowed")}</legend>
      {toOptions(inferenceGeos, ...allowed).map((geo) => (
        <label key={geo} className="flex h-7 items-center gap-2">
          <input
            type="checkbox"
            checked={allowed.includes(geo)}
            // The API refuses a default that isn't allowed.
            disabled={geo === defaultInferenceGeo && allowed.includes(geo)}
            title={geo === defaultInferenceGeo ? t("isDefault") : undefined}
            onChange={() => toggle(geo)}
          />
          {toName(geo)}
        </label>
      ))}
    </fieldset>
  );
}

function DefaultGeo({ residency, onChange }: PartProps) {
  const t = useTranslations("workspaces.residency");
  const toName = useGeoName();
  const { allowedInferenceGeos: allowed, defaultInferenceGeo: present } = residency;
  const offered = allowed === "unrestricted" ? toOptions(inferenceGeos, present) : allowed;
  return (
    <Field label={t("defaultGeo")} hint={t("defaultGeoHint")}>
      {({ "aria-invalid": _, ...control }) => (
        <Select
          {...control}
          value={present}
          options={offered.map((value) => ({ value, label: toName(value) }))}
          onChange={({ target }) => onChange({ ...residency, defaultInferenceGeo: target.value })}
        />
      )}
    </Field>
  );
}

function toOptions(known: readonly string[], ...present: string[]): string[] {
  return [...new Set([...known, ...present])];
}
