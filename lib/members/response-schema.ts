import "server-only";
import { z } from "zod";

/** Of a key, only what ends with its person. */
export const keyStatus = z
  .looseObject({ id: z.string(), status: z.string() })
  .transform((raw) => ({ id: raw.id, status: raw.status, raw }));
export type KeyStatus = z.infer<typeof keyStatus>;
