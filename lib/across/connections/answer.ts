import "server-only";
import { env } from "@/lib/core/env/env";
import { AppError } from "@/lib/core/errors/errors";
import { log } from "@/lib/core/log/log";
import { type OAuthCode, OAuthError } from "./oauth-error";

const headers = { "cache-control": "no-store", pragma: "no-cache" };
const statuses: Partial<Record<OAuthCode, number>> = {
  invalid_client: 401,
  server_error: 500,
  temporarily_unavailable: 503,
};

/** Answers as OAuth writes it; where MCP is off, there is nothing to be connected to. */
export async function answerOAuth(run: () => Promise<unknown>, status = 200): Promise<Response> {
  if (env.mcp === "off") return new Response("Not found", { status: 404 });
  try {
    return Response.json(await run(), { status, headers });
  } catch (error) {
    const { code, message } = toOAuthError(error);
    const body = { error: code, error_description: message };
    return Response.json(body, { status: statuses[code] ?? 400, headers });
  }
}

function toOAuthError(error: unknown): OAuthError {
  if (error instanceof OAuthError) return error;
  if (error instanceof AppError && error.code === "too_large")
    return new OAuthError("invalid_request", "the body is too large");
  log.error({ err: error }, "an app could not be answered");
  return error instanceof AppError
    ? new OAuthError("temporarily_unavailable", "try again later")
    : new OAuthError("server_error", "something went wrong here");
}
