import { z } from "zod";
import {
  approvalHours,
  chargebackRules,
  directoryHours,
  forgetAfterMonths,
  idleMinutes,
  maxAcrLength,
  maxSuccessors,
  sessionHours,
  stepUpMinutes,
  stepUpProofs,
} from "./vocabulary";

const within = ({ min, max }: { min: number; max: number }) => z.number().int().min(min).max(max);

/** US dollars per million tokens. */
const price = z.string().regex(/^\d{1,6}(\.\d{1,6})?$/);
const modelName = z.string().trim().min(1).max(100);

/** With and without a date at its end, a model's name means the same model. */
const successor = z.object({
  model: modelName,
  successor: modelName,
  inputPrice: price,
  outputPrice: price,
  successorInputPrice: price,
  successorOutputPrice: price,
});
export type Successor = z.infer<typeof successor>;

const successors = z.object({ asOf: z.iso.date(), rows: z.array(successor).max(maxSuccessors) });
export type Successors = z.infer<typeof successors>;

/** By rule of `lib/governance/findings`, which knows the bounds of its thresholds; what is missing has its usual value. */
const findingRules = z.record(
  z.string().max(60),
  z.strictObject({
    isOn: z.boolean(),
    thresholds: z.record(z.string().max(40), z.number().int().min(1).max(1_000_000)),
  }),
);

/** `acr` is what the ID token must say with `kind` "acr"; null otherwise. */
const stepUpProof = z
  .object({
    kind: z.enum(stepUpProofs),
    acr: z
      .string()
      .trim()
      .regex(/^[\x21-\x7e]+$/)
      .max(maxAcrLength)
      .nullable(),
  })
  .refine(({ kind, acr }) => (kind === "acr") === (acr !== null), { path: ["acr"] });
export type StepUpProof = z.infer<typeof stepUpProof>;

/**
 * Only "any" is known to be weaker than the others, and nobody can tell which of two `acr` is stronger. One that no provider
 * says would lock everybody else out.
 */
export function isLooserProof(before: StepUpProof, after: StepUpProof): boolean {
  const isOther = before.kind !== after.kind || before.acr !== after.acr;
  return isOther && (before.kind !== "any" || after.kind === "acr");
}

/** A stored value that doesn't fit counts as not set. */
export const settingTypes = {
  two_person_rule: z.boolean(),
  mask_names: z.boolean(),
  chargeback: z.object({
    tagKey: z.string().max(100).nullable(),
    rule: z.enum(chargebackRules),
    center: z.string().max(200).nullable(),
  }),
  /** Null for the built-in table. */
  successors: successors.nullable(),
  idle_minutes: within(idleMinutes),
  session_hours: within(sessionHours),
  step_up_minutes: within(stepUpMinutes),
  step_up_proof: stepUpProof,
  directory_hours: within(directoryHours),
  approval_hours: within(approvalHours),
  forget_after_months: within(forgetAfterMonths),
  finding_rules: findingRules,
  setup_hidden: z.boolean(),
};
export type SettingName = keyof typeof settingTypes;
export type Settings = { [Name in SettingName]: z.infer<(typeof settingTypes)[Name]> };

export const defaults: Settings = {
  two_person_rule: false,
  mask_names: false,
  chargeback: { tagKey: null, rule: "leave", center: null },
  successors: null,
  idle_minutes: 60,
  session_hours: 8,
  step_up_minutes: 15,
  step_up_proof: { kind: "any", acr: null },
  directory_hours: 24,
  approval_hours: 24,
  forget_after_months: 24,
  finding_rules: {},
  setup_hidden: false,
};

export const changeSettingsInput = z
  .strictObject(settingTypes)
  .partial()
  .refine((changes) => Object.keys(changes).length > 0);
export type SettingChanges = z.infer<typeof changeSettingsInput>;

export const shownSettings = z.object({
  ...settingTypes,
  successors: successors.extend({ isBuiltIn: z.boolean() }),
});
export type ShownSettings = z.infer<typeof shownSettings>;
