import { z } from "zod";
import { chargebackRules, idleMinutes, sessionHours } from "./vocabulary";

const within = ({ min, max }: { min: number; max: number }) => z.number().int().min(min).max(max);
const webhook = z.object({
  url: z.url({ protocol: /^https?$/ }).max(2_000),
  /** Signs what is sent. It leaves the store for that alone. */
  secret: z.string().min(16).max(200),
  allowPrivate: z.boolean(),
});

/** Every setting with its type. What the store holds and does not fit counts as not set. */
export const settingTypes = {
  /** Whether a second admin must agree before something is archived, or removed in bulk. */
  two_person_rule: z.boolean(),
  /** Whether the Claude Code report shows people without their names. */
  mask_names: z.boolean(),
  webhook: webhook.nullable(),
  chargeback: z.object({
    tagKey: z.string().max(100).nullable(),
    rule: z.enum(chargebackRules),
    center: z.string().max(200).nullable(),
  }),
  idle_minutes: within(idleMinutes),
  session_hours: within(sessionHours),
};
export type SettingName = keyof typeof settingTypes;
export type Settings = { [Name in SettingName]: z.infer<(typeof settingTypes)[Name]> };

export const defaults: Settings = {
  two_person_rule: false,
  mask_names: false,
  webhook: null,
  chargeback: { tagKey: null, rule: "leave", center: null },
  idle_minutes: 60,
  session_hours: 8,
};

export const changeSettingsInput = z
  .strictObject({
    ...settingTypes,
    /** Without a secret the one that is kept goes on. */
    webhook: webhook.partial({ secret: true }).nullable(),
  })
  .partial()
  .refine((changes) => Object.keys(changes).length > 0);
export type SettingChanges = z.infer<typeof changeSettingsInput>;

/** The settings as a browser may see them. */
export const shownSettings = z.object({
  ...settingTypes,
  webhook: webhook.omit({ secret: true }).nullable(),
});
export type ShownSettings = z.infer<typeof shownSettings>;
