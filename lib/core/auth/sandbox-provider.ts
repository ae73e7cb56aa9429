import "server-only";
import credentials from "next-auth/providers/credentials";
import type { Provider } from "next-auth/providers/index";
import { z } from "zod";
import { type ClickableName, clickable } from "@/lib/sandbox/personas";
import { getSignInMethods } from "./methods";
import { requireProof } from "./proof";

const choice = z.object({ persona: z.enum(Object.keys(clickable) as ClickableName[]) });

export type RestorePersona = (name: ClickableName) => Promise<void>;

/** In the sandbox without a provider, anyone can sign in as one of its people without a password. */
export function listSandboxProviders(restorePersona: RestorePersona): Provider[] {
  if (!getSignInMethods().hasPersonas) return [];
  return [
    credentials({
      id: "sandbox",
      name: "Sandbox",
      credentials: { persona: {} },
      authorize: async (input) => {
        const { data } = choice.safeParse(input);
        if (!data) return null;
        await requireProof(); // No one is restored in a database that no longer belongs to the sandbox.
        await restorePersona(data.persona);
        return { id: data.persona, email: clickable[data.persona] };
      },
    }),
  ];
}
