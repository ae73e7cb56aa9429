import { z } from "zod";
import { powers } from "./vocabulary";

const keyPower = z.object({
  power: z.enum(powers),
  /** null before it was asked. */
  isGranted: z.boolean().nullable(),
  errorCode: z.string().nullable(),
  requestId: z.string().nullable(),
  probedAt: z.string().nullable(),
});
export type KeyPower = z.infer<typeof keyPower>;

export const keyPowersTold = z.object({
  /** Where the key comes from; of the key itself nothing is told. */
  source: z.enum(["sandbox", "environment", "file"]),
  powers: z.array(keyPower),
});
export type KeyPowersTold = z.infer<typeof keyPowersTold>;
