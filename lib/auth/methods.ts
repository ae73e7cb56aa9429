import "server-only";
import { env } from "@/lib/env";
import { listIdentityProviders } from "./identity-providers";

/** The ways into this installation. */
export type SignInMethods = {
  providers: { id: string; name: string }[];
  hasPersonas: boolean;
  hasLink: boolean;
};

export function getSignInMethods(): SignInMethods {
  const providers = listIdentityProviders().map(({ id, name, options }) => ({
    id: options?.id ?? id,
    name: options?.name ?? name,
  }));
  return {
    providers,
    // Never beside a provider: a persona is a way around it.
    hasPersonas: env.isSandbox && providers.length === 0,
    hasLink: !env.isSandbox && providers.length === 0,
  };
}
