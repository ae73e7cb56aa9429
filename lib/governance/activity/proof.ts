import "server-only";
import { listCheckpointStates } from "@/lib/core/audit/checkpoints";
import { getProof } from "@/lib/core/audit/proof";
import type { Permit } from "@/lib/core/auth/permit";
import { getLogRole } from "@/lib/core/db/log-role";
import { type LogProof, logProof } from "./schema";

export async function readLogProof(_by: Permit<"log:read">): Promise<LogProof> {
  const { end, unproven, publicKey } = await getProof();
  const role = await getLogRole();
  return logProof.parse({
    lines: end.seq,
    hash: end.seq > 0 ? end.hash : null,
    unproven,
    publicKey,
    role,
    checkpoints: listCheckpointStates(),
  });
}
