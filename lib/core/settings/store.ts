import "server-only";
import { isDeepStrictEqual } from "node:util";
import { eq, sql } from "drizzle-orm";
import type { Transaction } from "@/lib/core/db/database";
import { settings } from "@/lib/core/db/own-tables";
import { getStoreFacts } from "@/lib/core/db/store-facts";
import { AppError } from "@/lib/core/errors/errors";
import { perRequest } from "@/lib/core/process/per-request";
import { defaults, type SettingName, type Settings, settingTypes } from "./schema";

/** Inside a transaction, pass its handle as `store`. */
export async function getSetting<Name extends SettingName>(
  name: Name,
  store?: Transaction,
): Promise<Settings[Name]> {
  if (!store) return (await getSettings())[name];
  const [row] = await store.select({ value: settings.value }).from(settings).where(eq(settings.name, name));
  return toValue(name, row?.value);
}

export const getSettings = perRequest(async (): Promise<Settings> => {
  const { settings: given } = await getStoreFacts();
  const names = Object.keys(settingTypes) as SettingName[]; // Sound: the keys of a literal of ours.
  const values = names.map((name) => [name, toValue(name, given.get(name))]);
  return Object.fromEntries(values) as Settings; // Sound: one value of its own type for each name.
});

/**
 * `seen` is what the change was decided on, such as whether one admin may make it alone.
 * @throws AppError conflict if one of them is another value by now
 */
export async function putSettings(
  tx: Transaction,
  by: string,
  changes: Partial<Settings>,
  seen: Partial<Record<string, unknown>> = {},
): Promise<void> {
  await tx.execute(sql`lock table ${settings} in share row exclusive mode`);
  // Sound: `seen` has no other keys than names of settings.
  for (const [name, value] of Object.entries(seen))
    if (!isDeepStrictEqual(await getSetting(name as SettingName, tx), value))
      throw new AppError("conflict", `${name} was changed meanwhile`);
  const changedAt = new Date();
  for (const [name, value] of Object.entries(changes)) {
    // As text, because a JSON null is a value here.
    const row = { value: sql`${JSON.stringify(value)}::jsonb`, changedBy: by, changedAt };
    await tx
      .insert(settings)
      .values({ name, ...row })
      .onConflictDoUpdate({ target: settings.name, set: row });
  }
}

function toValue<Name extends SettingName>(name: Name, value: unknown): Settings[Name] {
  const { success, data } = settingTypes[name].safeParse(value);
  return success ? (data as Settings[Name]) : defaults[name]; // Sound: parsed by the type of this name.
}
