import "server-only";
import { z } from "zod";
import { indexedText, objectId, optionalInstant, storedObject } from "@/lib/core/admin-api/schema";

/** Accepts both of the API's shapes. `role` is open, because the vendor adds new ones. */
export const member = storedObject({
  id: objectId,
  email: indexedText.nullish(),
  name: indexedText.nullish(),
  role: indexedText,
  added_at: optionalInstant,
}).transform((raw) => ({
  id: raw.id,
  email: raw.email ?? "",
  name: raw.name ?? "",
  role: raw.role,
  addedAt: raw.added_at || null,
  raw,
}));
export type Member = z.infer<typeof member>;

/** The fields of a key that are needed to tell what ends with its person. */
export const keyStatus = z
  .looseObject({ id: z.string(), status: z.string() })
  .transform((raw) => ({ id: raw.id, status: raw.status, raw }));
export type KeyStatus = z.infer<typeof keyStatus>;
