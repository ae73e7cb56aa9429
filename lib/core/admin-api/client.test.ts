import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeEach, expect, test } from "vitest";

type Reply = (request: IncomingMessage, response: ServerResponse) => void;

const key = "sk-ant-admin01-canary";
let replies: Reply[] = [];
let received: IncomingMessage[] = [];

const server = createServer((request, response) => {
  received.push(request);
  request.resume();
  const reply = replies[Math.min(received.length, replies.length) - 1];
  reply?.(request, response);
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const { port } = server.address() as AddressInfo;
// Imported below because the environment is read on import.
process.env.ANTHROPIC_ADMIN_KEY = key;
process.env.ANTHROPIC_BASE_URL = `http://127.0.0.1:${port}`;
process.env.NEXTAUTH_URL = "https://castellan.example.com/some/page";
const { readApi, writeApi } = await import("./client");
const { getLastOutcome, listOutcomes } = await import("./request-outcomes");

beforeEach(() => {
  replies = [];
  received = [];
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function reply(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
  return (_, response) => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    response.writeHead(status, { "content-type": "application/json", "request-id": "req_7", ...headers });
    response.end(text);
  };
}

function refusal(type: string, errorCode?: string) {
  const details = errorCode && { details: { error_code: errorCode, message: errorCode } };
  return { type: "error", error: { type, message: `about ${type}`, ...details } };
}

const organization = { id: "org_1", type: "organization", name: "Acme" };
const read = () => readApi((api, options) => api.organization.retrieve(options));
const write = () => writeApi((api) => api.organization.users.update("user_1", { role: "user" }));

test("the client sends the key, our name, and our address to the configured host", async () => {
  replies = [reply(200, organization)];
  expect(await read()).toMatchObject({ id: "org_1" });
  expect(received[0]?.url).toBe("/v1/organizations/me");
  expect(received[0]?.headers["user-agent"]).toMatch(
    /^Castellan\/[\d.]+ \(https:\/\/castellan\.example\.com\)$/,
  );
  expect(received[0]?.headers).toMatchObject({ authorization: `Bearer ${key}` });
  expect(getLastOutcome()?.error).toBeNull();
});

test("a read waits as long as the API asks and is then repeated", async () => {
  replies = [reply(429, refusal("rate_limit_error"), { "retry-after": "1" }), reply(200, organization)];
  expect(await read()).toMatchObject({ name: "Acme" });
  expect(received).toHaveLength(2);
});

test("the invite limit delays no other request, and refuses a person rather than keep them waiting", async () => {
  const invite = () =>
    writeApi((api) => api.organization.invites.create({ email: "a@b.example", role: "user" }));
  replies = [reply(429, refusal("rate_limit_error"), { "retry-after": "1800" }), reply(200, organization)];
  await expect(invite()).rejects.toMatchObject({
    code: "rate_limited",
    failure: { retryAfterSeconds: 1800 },
  });
  expect(await read()).toMatchObject({ id: "org_1" });
  await expect(invite()).rejects.toMatchObject({ code: "rate_limited" });
  expect(received).toHaveLength(2);
});

test("a 429 without a delay is not retried", async () => {
  replies = [reply(429, refusal("rate_limit_error"))];
  await expect(read()).rejects.toMatchObject({ code: "rate_limited", failure: { requestId: "req_7" } });
  expect(received).toHaveLength(1);
});

test("a read is tried three times at most when the API fails", async () => {
  replies = [reply(500, refusal("api_error"))];
  await expect(read()).rejects.toMatchObject({ code: "api_failed" });
  expect(received).toHaveLength(3);
  expect(getLastOutcome()?.error).toBe("api_failed");
});

test.each([
  [401, "authentication_error"],
  [403, "permission_error"],
])("a %i means that the key is not an admin key", async (status, type) => {
  replies = [reply(status, refusal(type))];
  await expect(read()).rejects.toMatchObject({ code: "key_rejected", failure: { requestId: "req_7" } });
  expect(received).toHaveLength(1);
  expect(getLastOutcome()?.error).toBe("key_rejected");
});

test("a rule of the organization is reported with its reason, and the key stays good", async () => {
  replies = [reply(400, refusal("invalid_request_error", "already_member"))];
  await expect(write()).rejects.toMatchObject({ code: "refused", failure: { reason: "already_member" } });
  expect(getLastOutcome()?.error).toBeNull();
});

test.each<[string, Reply]>([
  ["a page instead of JSON", reply(200, "<html>Sign in</html>", { "content-type": "text/html" })],
  ["half of an answer", reply(200, '{"id":"org_1","na')],
  [
    "an answer that breaks off",
    (_, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "500" });
      response.write('{"id":');
      response.socket?.destroySoon();
    },
  ],
  ...[301, 302, 303, 304, 307, 308].map((status): [string, Reply] => [
    `a redirect with ${status}`,
    (request, response) => {
      const isFollowed = request.url?.startsWith("/elsewhere");
      response.writeHead(isFollowed ? 200 : status, { location: `/elsewhere${request.url}` });
      response.end(isFollowed ? JSON.stringify({ ...organization, role: "user" }) : undefined);
    },
  ]),
])("%s is a bad answer to a read, and leaves a write unknown", async (_, bad) => {
  replies = [bad];
  await expect(read()).rejects.toMatchObject({ code: "bad_answer" });
  received = [];
  await expect(write()).rejects.toMatchObject({ code: "outcome_unknown" });
  expect(received).toHaveLength(1);
});

test.each([
  ["fails", reply(503, refusal("overloaded_error"))],
  ["hangs up", ((request) => request.socket.destroy()) satisfies Reply],
])("a write is sent once even if the API %s", async (_, bad) => {
  replies = [bad];
  await expect(write()).rejects.toMatchObject({ code: "outcome_unknown" });
  expect(received).toHaveLength(1);
});

test("a dead API is distinguished from a bad key, and no error contains the key", async () => {
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
  const failure = await read().catch((cause) => cause);
  expect(failure).toMatchObject({ code: "api_unreachable" });
  expect(getLastOutcome()?.error).toBe("api_unreachable");
  expect(listOutcomes()).toContainEqual({ outcome: "api_unreachable", count: 1 });
  expect(`${failure.message} ${JSON.stringify(failure.failure)}`).not.toContain(key);
  await expect(write()).rejects.toMatchObject({ code: "outcome_unknown" });
});
