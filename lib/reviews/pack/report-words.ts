import "server-only";
import type { Translate } from "@/lib/delivery/translate";

export function toMinute(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}

const roles = [
  "workspace_user",
  "workspace_restricted_developer",
  "workspace_developer",
  "workspace_admin",
  "workspace_billing",
] as const;

/** One that was added later is shown as received. */
export function toRole(t: Translate, role: string): string {
  const known = roles.find((one) => one === role);
  return known ? t(`workspaces.roles.${known}`) : role;
}
