import { z } from "zod";
import {
  approvalHours,
  chargebackRules,
  directoryHours,
  idleMinutes,
  sessionHours,
  stepUpMinutes,
} from "./vocabulary";

const within = ({ min, max }: { min: number; max: number }) => z.number().int().min(min).max(max);

/** A stored value that doesn't fit counts as not set. */
export const settingTypes = {
  two_person_rule: z.boolean(),
  mask_names: z.boolean(),
  chargeback: z.object({
    tagKey: z.string().max(100).nullable(),
    rule: z.enum(chargebackRules),
    center: z.string().max(200).nullable(),
  }),
  idle_minutes: within(idleMinutes),
  session_hours: within(sessionHours),
  step_up_minutes: within(stepUpMinutes),
  directory_hours: within(directoryHours),
  approval_hours: within(approvalHours),
};
export type SettingName = keyof typeof settingTypes;
export type Settings = { [Name in SettingName]: z.infer<(typeof settingTypes)[Name]> };

export const defaults: Settings = {
  two_person_rule: false,
  mask_names: false,
  chargeback: { tagKey: null, rule: "leave", center: null },
  idle_minutes: 60,
  session_hours: 8,
  step_up_minutes: 15,
  directory_hours: 24,
  approval_hours: 24,
};

export const changeSettingsInput = z
  .strictObject(settingTypes)
  .partial()
  .refine((changes) => Object.keys(changes).length > 0);
export type SettingChanges = z.infer<typeof changeSettingsInput>;

export const shownSettings = z.object(settingTypes);
export type ShownSettings = z.infer<typeof shownSettings>;
