import "server-only";
import { env } from "@/lib/env";

/** The ways into this installation. */
export type SignInMethods = { oidcName: string | null; hasPersonas: boolean; hasLink: boolean };

export function getSignInMethods(): SignInMethods {
  const hasOidc = env.OIDC_ISSUER !== undefined;
  return {
    oidcName: hasOidc ? env.OIDC_NAME : null,
    hasPersonas: env.isSandbox,
    hasLink: !env.isSandbox && !hasOidc,
  };
}
