import "server-only";
import { randomUUID } from "node:crypto";
import { type CallToolResult, createMcpHandler, McpServer } from "@modelcontextprotocol/server";
import { protectedResourcePath } from "@/lib/across/connections/discovery";
import { toProblem } from "@/lib/across/rest/problem";
import { spend } from "@/lib/across/rest/request-limit";
import { recordCall } from "@/lib/core/audit/calls";
import { authenticate, type Program } from "@/lib/core/auth/access-token";
import { getOrigin, isSameOrigin } from "@/lib/core/auth/origin";
import { asProgram } from "@/lib/core/auth/program";
import { toFailure } from "@/lib/core/entry/failure";
import { readBody } from "@/lib/core/entry/read-body";
import { noteIfForbidden } from "@/lib/core/entry/refused-read";
import { env } from "@/lib/core/env/env";
import { AppError, type ErrorCode } from "@/lib/core/errors/errors";
import { rememberWithin } from "@/lib/core/process/per-request";
import { isOffered, listMissingScopes, type Tool } from "./tool";
import { tools } from "./tools";

const path = "/mcp";
const maxBytes = 262_144;

/** Streamable HTTP without sessions: each request stands for itself, and an access token says whose it is. */
export async function respondToMcp(request: Request): Promise<Response> {
  if (env.mcp === "off") return new Response("Not found", { status: 404 });
  const requestId = randomUUID();
  const headers: Record<string, string> = { "cache-control": "no-store", "x-request-id": requestId };
  try {
    // A browser that another site leads here sends its origin; programs send none.
    if (request.headers.has("origin") && !isSameOrigin(request.headers))
      throw new AppError("foreign_origin", "another site asks");
    const program = await authenticate(request, "mcp");
    return await asProgram(program.actor, async () => {
      try {
        spend(program.token.id, headers);
        return await serve(program, request, headers);
      } catch (error) {
        return toProblem(toFailure(error, path, requestId), headers);
      }
    });
  } catch (error) {
    const problem = toProblem(toFailure(error, path, requestId), headers);
    if (problem.status === 401)
      problem.headers.set("www-authenticate", `Bearer ${toMetadata(request.headers)}`);
    return problem;
  }
}

/** Where an app learns how to ask a person for access. */
function toMetadata(headers: Headers): string {
  return `resource_metadata="${getOrigin(headers)}${protectedResourcePath}"`;
}

async function serve(program: Program, request: Request, headers: Record<string, string>): Promise<Response> {
  const text = request.method === "POST" ? await readBody(request, maxBytes) : undefined;
  const lacking = findLacking(program, text);
  if (lacking.length > 0) return toChallenge(lacking, toMetadata(request.headers), headers);
  const handler = createMcpHandler(() => toServer(program));
  const asked = new Request(request.url, {
    method: request.method,
    headers: request.headers,
    ...(text !== undefined && { body: text }),
  });
  const answer = await handler.fetch(asked);
  for (const [name, value] of Object.entries(headers)) answer.headers.set(name, value);
  return answer;
}

function toServer(program: Program): McpServer {
  const server = new McpServer({ name: "castellan", version: "1" });
  for (const tool of listTools().filter((one) => isOffered(one, program))) register(server, tool, program);
  return server;
}

/** What this installation serves at all. */
function listTools(): readonly Tool[] {
  return env.mcp === "propose" ? tools : tools.filter(({ isProposing }) => !isProposing);
}

function register(server: McpServer, tool: Tool, program: Program): void {
  const { name, title, description, input, output } = tool;
  const annotations = {
    readOnlyHint: name !== "propose_change",
    destructiveHint: false,
    openWorldHint: false,
  };
  server.registerTool(
    name,
    { title, description, inputSchema: input, outputSchema: output, annotations },
    async (given) => call(tool, program, given),
  );
}

async function call(tool: Tool, program: Program, given: unknown): Promise<CallToolResult> {
  let errorCode: ErrorCode | null = null;
  try {
    const structuredContent = await rememberWithin(() => tool.run(program, given));
    return { content: [{ type: "text", text: JSON.stringify(structuredContent) }], structuredContent };
  } catch (error) {
    const who = await noteIfForbidden(error);
    const { code, reason, fields, requestId } = toFailure(error, `${path} ${tool.name}`, undefined, who);
    errorCode = code;
    const problem = { code, ...(reason && { reason }), ...(fields && { fields }), request_id: requestId };
    return { isError: true, content: [{ type: "text", text: JSON.stringify(problem) }] };
  } finally {
    await recordCall({ actor: program.actor, client: program.token.name, tool: tool.name, errorCode });
  }
}

/** For a tool that the token's scopes leave out, but not its owner's role. */
function findLacking(program: Program, text: string | undefined): string[] {
  const asked = parse(text);
  const { method, params } = (asked ?? {}) as { method?: unknown; params?: { name?: unknown } };
  const tool = method === "tools/call" && listTools().find(({ name }) => name === params?.name);
  return tool ? listMissingScopes(tool, program) : [];
}

function parse(text = ""): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function toChallenge(scopes: readonly string[], metadata: string, headers: Record<string, string>): Response {
  const description = "The token’s scopes don’t allow this.";
  const challenge = `Bearer error="insufficient_scope", scope="${scopes.join(" ")}", ${metadata}`;
  return Response.json(
    { error: "insufficient_scope", error_description: description, scope: scopes.join(" ") },
    { status: 403, headers: { ...headers, "www-authenticate": challenge } },
  );
}
