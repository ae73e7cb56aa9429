import "server-only";
import { z } from "zod";
import { locales } from "@/i18n/locale";
import { noticeActions } from "./kinds";

const text = z.string().nullable();
const field = z.string().nullish().catch(null);

/** What a line of the audit log says about the state after it; anything else isn't mailed. */
export const after = z
  .object({ name: field, owner: field, persona: field, expiresOn: field, browser: field, system: field })
  .catch({ name: null, owner: null, persona: null, expiresOn: null, browser: null, system: null });

const one = z.object({
  kind: z.literal("one"),
  action: z.enum(noticeActions),
  at: z.iso.datetime(),
  actor: z.string(),
  /** Null for the one-time link. */
  person: text,
  address: text,
  method: text,
  after,
});
/** One mail that stands for all further ones of an hour. */
const many = z.object({ kind: z.literal("many"), since: z.iso.datetime() });

export const content = z.intersection(
  z.object({ locale: z.enum(locales) }),
  z.discriminatedUnion("kind", [one, many]),
);
export type One = z.infer<typeof one>;
export type Content = z.infer<typeof content>;
