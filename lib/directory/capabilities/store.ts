import "server-only";
import { toPartAnswer } from "@/lib/core/admin-api/absence";
import type { Permit } from "@/lib/core/auth/permit";
import { getParts, savePartAnswer } from "@/lib/core/db/parts";
import { getStoreFacts } from "@/lib/core/db/store-facts";
import { env } from "@/lib/core/env/env";
import type { AppError } from "@/lib/core/errors/errors";
import { type CapabilityList, capabilityList } from "./schema";
import { type Capability, capabilities } from "./vocabulary";

export function saveCapability(
  capability: Capability,
  refusal: AppError | null,
  probedAt: Date,
): Promise<void> {
  return savePartAnswer(capability, toPartAnswer(refusal, probedAt), true);
}

export async function listCapabilities(_by: Permit<"settings:read">): Promise<CapabilityList> {
  const [{ capabilities: rows }, { states, kind }] = await Promise.all([getStoreFacts(), getParts()]);
  const unknown = { isGranted: null, state: null, errorCode: null, requestId: null, probedAt: null };
  return capabilityList.parse({
    source: env.isSandbox ? "sandbox" : env.ANTHROPIC_ADMIN_KEY_FILE ? "file" : "environment",
    kind,
    capabilities: capabilities.map((capability) => {
      const found = rows.find((row) => row.name === capability);
      if (!found) return { name: capability, ...unknown };
      return {
        ...found,
        name: capability,
        state: states.get(capability) ?? (found.isGranted ? "available" : "refused"),
        probedAt: found.probedAt.toISOString(),
      };
    }),
  });
}
