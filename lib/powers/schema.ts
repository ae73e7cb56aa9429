import { z } from "zod";
import { limitedKinds, partStates } from "@/lib/db/vocabulary";
import { powers } from "./vocabulary";

const keyPower = z.object({
  power: z.enum(powers),
  /** null before it was asked. */
  isGranted: z.boolean().nullable(),
  state: z.enum(partStates).nullable(),
  errorCode: z.string().nullable(),
  requestId: z.string().nullable(),
  probedAt: z.string().nullable(),
});
export type KeyPower = z.infer<typeof keyPower>;

export const keyPowersTold = z.object({
  /** Where the key comes from; of the key itself nothing is told. */
  source: z.enum(["sandbox", "environment", "file"]),
  /** Of an organization that lacks parts of the API, what its answers look like. */
  kind: z.enum(limitedKinds).nullable(),
  powers: z.array(keyPower),
});
export type KeyPowersTold = z.infer<typeof keyPowersTold>;
