import { logOutBySession, logOutByToken } from "@/lib/account/sessions/provider-logout";
import { toFailure } from "@/lib/core/entry/failure";
import { readBody } from "@/lib/core/entry/read-body";
import { AppError, toHttpStatus } from "@/lib/core/errors/errors";

type Context = { params: Promise<{ provider: string }> };

const mostBytes = 20_000;
const headers = { "cache-control": "no-store" };

/** OpenID Connect Back-Channel Logout: the provider itself sends a signed token. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { provider } = await params;
  return answer(async () => {
    const form = new URLSearchParams(await readBody(request, mostBytes));
    await logOutByToken(provider, form.get("logout_token") ?? "");
  });
}

/** OpenID Connect Front-Channel Logout: the provider's page loads this in a frame, without our cookie. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { provider } = await params;
  return answer(() => logOutBySession(provider, new URL(request.url).searchParams));
}

/** Without this, Next answers HEAD with GET. */
export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { allow: "GET, POST" } });
}

async function answer(logOut: () => Promise<void>): Promise<Response> {
  try {
    await logOut();
    return new Response(null, { status: 200, headers });
  } catch (error) {
    const { code } = toFailure(error, "provider logout");
    // The provider tries again where it isn't to blame.
    const isTheirs = error instanceof AppError && toHttpStatus(code) < 500;
    const body = { error: isTheirs ? "invalid_request" : "temporarily_unavailable" };
    return Response.json(body, { status: code === "not_found" ? 404 : isTheirs ? 400 : 503, headers });
  }
}
