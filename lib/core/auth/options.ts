import "server-only";
import type { AuthOptions, CallbacksOptions } from "next-auth";
import type { JWTOptions } from "next-auth/jwt";
import { z } from "zod";
import type { Locale } from "@/i18n/locale";
import { log } from "@/lib/core/log/log";
import { toSafeText } from "@/lib/core/log/logged-error";
import { getSetting } from "@/lib/core/settings/store";
import { getActor } from "./actor";
import type { Attempt } from "./attempts";
import { type SignInProof, toSignInProof } from "./auth-time";
import { toCookies } from "./cookies";
import { listIdentityProviders } from "./identity-providers";
import { recognizeAccount } from "./identity-store";
import { requireProof } from "./proof";
import { providerSession, toProviderAccount, toProviderSession } from "./provider-account";
import { confirmedPath } from "./reauthentication";
import { toSafePath } from "./safe-path";
import { listSandboxProviders, type RestorePersona } from "./sandbox-provider";
import { createSession, endSessionOf, findSession } from "./session-store";
import { mayAct, toDistrust } from "./trust";
import type { AttemptOutcome } from "./vocabulary";

/** `device` is the value of the cookie by which the next sign-in from this browser is recognized. */
export type SignedIn = { token: string; device: string; locale: Locale };

/** What sign-in needs from features that auth can't import. */
export type SignInSteps = {
  refreshMember: (email: string) => Promise<unknown>;
  restorePersona: RestorePersona;
  noteSignIn: (signedIn: SignedIn) => Promise<unknown>;
};

/** After this long, sign-in uses the mirror, so that an outage of the Admin API locks no one out. */
const refreshMs = 5_000;

export type Client = { address: string; userAgent: string; oldToken: string | undefined };

type Given = {
  origin: string;
  client: Client;
  secret: string;
  steps: SignInSteps;
  attempt: Pick<Attempt, "email">;
};

/** `origin` is ours as the browser sees it; `attempt` learns the address. */
export async function createAuthOptions(given: Given): Promise<AuthOptions> {
  const { origin, client, attempt } = given;
  const { refreshMember, restorePersona } = given.steps;
  const isSecure = origin.startsWith("https:");
  const maxAge = (await getSetting("session_hours")) * 3_600;
  let isConfirming = false;
  return {
    providers: [...listIdentityProviders(), ...listSandboxProviders(restorePersona)],
    secret: given.secret,
    session: { strategy: "jwt", maxAge },
    jwt: toServerSide(maxAge, client),
    useSecureCookies: isSecure,
    cookies: toCookies(isSecure),
    pages: { signIn: "/sign-in", error: "/sign-in" },
    logger: { error: logProblem, warn: logProblem, debug: () => undefined },
    callbacks: {
      // next-auth calls this first, with the address that sign-in started with.
      redirect: ({ url }) => {
        isConfirming = url === confirmedPath || url === `${origin}${confirmedPath}`;
        return `${origin}${toSafePath(url, origin)}`;
      },
      signIn: async (signIn) => {
        attempt.email = signIn.user.email?.toLowerCase() ?? null;
        const admitted = await admit(signIn, refreshMember);
        if (admitted !== true || !isConfirming) return admitted;
        return refuseOther(attempt.email, client.oldToken);
      },
      jwt: ({ token, user, account, profile }) =>
        user?.email && account
          ? {
              email: user.email,
              method: account.provider,
              proof: toSignInProof(account.type, profile),
              ...toProviderSession(account, profile),
            }
          : token,
    },
    events: { signOut: ({ token }) => endSignedOut(token) },
  };
}

const signedIn = providerSession.extend({
  email: z.string(),
  method: z.string(),
  proof: z.custom<SignInProof>(Boolean),
});
const cookieToken = z.object({ cookieToken: z.string() });

/**
 * next-auth believes that it writes a token that holds everything. The cookie actually gets a random one; the session
 * itself is a row in the database, so ending it ends every copy of the cookie.
 */
function toServerSide(maxAge: number, { address, userAgent, oldToken }: Client): Partial<JWTOptions> {
  return {
    maxAge,
    encode: async ({ token }) => {
      const { proof, ...person } = signedIn.parse(token);
      const { authTime, issuedAt, ...how } = proof;
      const times = { authenticatedAt: toDate(authTime), issuedAt: toDate(issuedAt) };
      return createSession({ ...person, address, userAgent, ...times, ...how, replaces: oldToken });
    },
    decode: async ({ token }) => (token ? { cookieToken: token } : null),
  };
}

function toDate(seconds: number | null): Date | null {
  return seconds === null ? null : new Date(seconds * 1000);
}

async function endSignedOut(token: unknown): Promise<void> {
  const { data } = cookieToken.safeParse(token);
  if (data) await endSessionOf(data.cookieToken);
}

/** A confirmation must be by the same person, because the session and its open forms belong to them. */
async function refuseOther(email: string | null, oldToken: string | undefined): Promise<true | string> {
  const old = oldToken === undefined ? null : await findSession(oldToken);
  if (!old) return toError("session_over");
  return old.session.email === email || `${confirmedPath}?error=${"other_person" satisfies AttemptOutcome}`;
}

type SignIn = Parameters<CallbacksOptions["signIn"]>[0];

/** True lets the person in; an address shows them why not. */
async function admit(
  { user, account, profile }: SignIn,
  refreshMember: SignInSteps["refreshMember"],
): Promise<true | string> {
  const email = user.email?.toLowerCase();
  const method = account?.provider ?? "";
  // As the provider wrote it: next-auth lowercases its own copy, which turns a Kelvin sign into a k.
  const distrust = account?.type === "oauth" ? toDistrust(method, profile) : null;
  if (distrust) return toError(distrust);
  if (!email) return toError("unverified");
  const isProven = await requireProof().then(
    () => true,
    () => false,
  );
  if (!isProven) return toError("unproven");
  await refreshInTime(email, refreshMember);
  const actor = await getActor(email);
  if (!actor) return toError("stranger");
  if (!mayAct(actor, method)) return toError("not_for_admins");
  if (account?.type !== "oauth") return true;
  return (await recognizeAccount(email, toProviderAccount(account, profile))) || toError("new_account");
}

function toError(outcome: AttemptOutcome): string {
  return `/sign-in?error=${outcome}`;
}

async function refreshInTime(email: string, refreshMember: SignInSteps["refreshMember"]): Promise<void> {
  const timeout = new Promise((resolve) => setTimeout(resolve, refreshMs).unref());
  try {
    await Promise.race([refreshMember(email), timeout]);
  } catch (cause) {
    log.warn({ err: cause }, "sign-in uses the local copy: the Admin API could not be reached");
  }
}

/** next-auth's details may hold tokens and whole responses, so only names and texts are kept. */
function logProblem(code: string, details?: unknown): void {
  const { error } =
    details && typeof details === "object" && "error" in details ? details : { error: details };
  log.warn({ code, reason: error instanceof Error ? toSafeText(error) : undefined }, "sign-in problem");
}
