import "server-only";
import { env } from "@/lib/core/env/env";
import { listIdentityProviders } from "./identity-providers";

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
    // Never beside a provider, because a persona would bypass it.
    hasPersonas: env.isSandbox && providers.length === 0,
    hasLink: !env.isSandbox && providers.length === 0,
  };
}
