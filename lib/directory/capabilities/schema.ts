import { z } from "zod";
import { limitedKinds, partStates } from "@/lib/core/db/vocabulary";
import { capabilities } from "./vocabulary";

const keyCapability = z.object({
  name: z.enum(capabilities),
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
  capabilities: z.array(keyCapability),
});
export type CapabilityList = z.infer<typeof capabilityList>;
