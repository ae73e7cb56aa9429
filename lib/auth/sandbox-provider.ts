import "server-only";
import credentials from "next-auth/providers/credentials";
import type { Provider } from "next-auth/providers/index";
import { z } from "zod";
import { env } from "@/lib/env";
import { personas } from "@/lib/sandbox/personas";

const choice = z.object({ persona: z.enum(Object.keys(personas) as (keyof typeof personas)[]) });

/** In the sandbox, and only there, four of its members can be tried on without a password. */
export function listSandboxProviders(): Provider[] {
  if (!env.isSandbox) return [];
  return [
    credentials({
      id: "sandbox",
      name: "Sandbox",
      credentials: { persona: {} },
      authorize: (input) => {
        const { data } = choice.safeParse(input);
        return data ? { id: data.persona, email: personas[data.persona] } : null;
      },
    }),
  ];
}
