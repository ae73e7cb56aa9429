import "server-only";
import { apiKeys } from "@/lib/db/tables";
import type { MirroredNoun } from "@/lib/db/upsert-mirrored";

export const apiKeyMirror: MirroredNoun = {
  noun: "api_key",
  table: apiKeys,
  key: ["id"],
  tracked: ["name", "status", "workspaceId", "createdById", "expiresAt"],
};
