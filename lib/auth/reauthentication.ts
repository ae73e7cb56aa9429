import "server-only";
import { type PersonaName, personas } from "@/lib/sandbox/personas";
import { getSignInMethods } from "./methods";

export const confirmedPath = "/confirmed";

const prompts: Record<string, string> = { google: "select_account", github: "select_account" };

export type Reauthentication = {
  provider: { name: string; way: `signin/${string}` } | null;
  persona: PersonaName | null;
};

export function toReauthentication(method: string, email: string): Reauthentication {
  const { providers, hasPersonas } = getSignInMethods();
  const known = providers.find(({ id }) => id === method);
  const query = new URLSearchParams({ prompt: prompts[method] ?? "login", max_age: "0" });
  return {
    provider: known ? { name: known.name, way: `signin/${known.id}?${query}` } : null,
    persona: hasPersonas ? findPersona(email) : null,
  };
}

function findPersona(email: string): PersonaName | null {
  const names = Object.keys(personas) as PersonaName[]; // Sound: the keys of a literal of ours.
  return names.find((name) => personas[name] === email.toLowerCase()) ?? null;
}
