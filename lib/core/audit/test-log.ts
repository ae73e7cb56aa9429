import "server-only";
import { expect } from "vitest";
import { permitFor } from "@/lib/core/auth/test-permit";
import { listAudit } from "./list";

export async function readAuditLog() {
  return (await listAudit(permitFor("admin", "log:read"), { limit: 1000 })).items;
}

export async function readAudit() {
  return (await readAuditLog())[0];
}

export async function readOnlyAudit() {
  const entries = await readAuditLog();
  expect(entries).toHaveLength(1);
  return entries[0];
}
