import { z } from "zod";
import { limitedKinds, partStates } from "@/lib/db/vocabulary";
import { powers } from "./vocabulary";

const keyPower = z.object({
  power: z.enum(powers),
  isGranted: z.boolean().nullable(),
  state: z.enum(partStates).nullable(),
  errorCode: z.string().nullable(),
  requestId: z.string().nullable(),
  probedAt: z.string().nullable(),
});
export type KeyPower = z.infer<typeof keyPower>;

export const keyPowersTold = z.object({
  source: z.enum(["sandbox", "environment", "file"]),
  kind: z.enum(limitedKinds).nullable(),
  powers: z.array(keyPower),
});
export type KeyPowersTold = z.infer<typeof keyPowersTold>;
