import "server-only";
import type { ProviderTime } from "@/lib/core/db/access-tables";
import { getSetting } from "@/lib/core/settings/store";
import { type ClickableName, clickable } from "@/lib/sandbox/personas";
import { getSignInMethods } from "./methods";

export const confirmedPath = "/confirmed";

const prompts: Record<string, string> = { google: "select_account" };

/** Has the provider ask who it is, instead of taking whoever it knows. */
export function toOtherAccount(method: string): string {
  return `?${new URLSearchParams({ prompt: toPrompt(method) })}`;
}

function toPrompt(method: string): string {
  return prompts[method] ?? "login";
}

export type Reauthentication = {
  /** Null where it can't prove when somebody signed in, so that it confirms nothing. */
  provider: { name: string; way: `signin/${string}` } | null;
  /** The name of such a provider. */
  timeless: string | null;
  persona: ClickableName | null;
};

export async function toReauthentication(
  method: string,
  email: string,
  providerTime: ProviderTime | null = null,
): Promise<Reauthentication> {
  const { providers, hasPersonas } = getSignInMethods();
  const known = providers.find(({ id }) => id === method);
  const { kind, acr } = await getSetting("step_up_proof");
  const query = new URLSearchParams({
    prompt: toPrompt(method),
    max_age: "0",
    ...(kind === "acr" && acr !== null && { acr_values: acr }),
  });
  const canConfirm = known !== undefined && canProveTime(method, providerTime) !== false;
  return {
    provider: canConfirm ? { name: known.name, way: `signin/${known.id}?${query}` } : null,
    timeless: known && !canConfirm ? known.name : null,
    // A click proves who someone is only as long as nothing stronger is required.
    persona: hasPersonas && kind === "any" ? findPersona(email) : null,
  };
}

/** Null while nobody knows. GitHub isn't an OpenID provider and sends no ID token. */
export function canProveTime(method: string, lastSeen: ProviderTime | null): boolean | null {
  if (method === "github") return false;
  return lastSeen === null ? null : lastSeen !== "never";
}

function findPersona(email: string): ClickableName | null {
  const names = Object.keys(clickable) as ClickableName[]; // Sound: the keys of a literal of ours.
  return names.find((name) => clickable[name] === email.toLowerCase()) ?? null;
}
