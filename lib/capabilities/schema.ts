import { z } from "zod";
import { limitedKinds, partStates } from "@/lib/db/vocabulary";
import { powers } from "./vocabulary";

const keyCapability = z.object({
  power: z.enum(powers),
  isGranted: z.boolean().nullable(),
  state: z.enum(partStates).nullable(),
  errorCode: z.string().nullable(),
  requestId: z.string().nullable(),
  probedAt: z.string().nullable(),
});
export type KeyCapability = z.infer<typeof keyCapability>;

export const capabilityList = z.object({
  source: z.enum(["sandbox", "environment", "file"]),
  kind: z.enum(limitedKinds).nullable(),
  powers: z.array(keyCapability),
});
export type CapabilityList = z.infer<typeof capabilityList>;
