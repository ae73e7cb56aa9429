import "server-only";
import { z } from "zod";
import type { ClaimsRequest } from "./claims";

const answerMs = 10_000;
const gitHubUser = z.object({ id: z.number(), login: z.string(), name: z.string().nullish() });
const gitHubEmails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));
const gitHubMembership = z.object({
  state: z.string(),
  organization: z.object({ login: z.string() }),
  user: z.object({ id: z.number() }),
});

/**
 * GitHub's profile may show an unverified address; the list of addresses says which one is verified. Anyone can have a
 * GitHub account, so the person must be an active member of the organization `org`.
 */
export function toGitHubReader(api: string, org: string): ClaimsRequest {
  return async ({ tokens }) => {
    const ask = (path: string) => askGitHub(`${api}${path}`, tokens.access_token);
    const [user, emails, membership] = await Promise.all([
      ask("/user").then(readAnswer),
      ask("/user/emails").then(readAnswer),
      ask(`/user/memberships/orgs/${encodeURIComponent(org)}`).then(readMembership),
    ]);
    const { id, login, name } = gitHubUser.parse(user);
    const primary = gitHubEmails.parse(emails).find((email) => email.primary);
    return {
      id: String(id),
      name: name ?? login,
      ...(primary && { email: primary.email }),
      email_verified: primary?.verified === true,
      is_outside: !isMember(membership, id, org),
    };
  };
}

function askGitHub(url: string, token: string | undefined): Promise<Response> {
  return fetch(url, {
    headers: { authorization: `Bearer ${token}`, accept: "application/vnd.github+json" },
    signal: AbortSignal.timeout(answerMs),
    redirect: "error",
  });
}

async function readAnswer(answer: Response): Promise<unknown> {
  if (!answer.ok) throw new Error(`GitHub answered ${answer.status} to ${new URL(answer.url).pathname}`);
  return answer.json();
}

/** GitHub answers 404 to outsiders, and 403 if the organization hasn't approved this app. */
async function readMembership(answer: Response): Promise<unknown> {
  return answer.status === 404 || answer.status === 403 ? null : readAnswer(answer);
}

function isMember(membership: unknown, userId: number, org: string): boolean {
  const { data } = gitHubMembership.safeParse(membership);
  if (data?.state !== "active" || data.user.id !== userId) return false;
  return data.organization.login.toLowerCase() === org.toLowerCase();
}
