import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { testOrigin } from "@/lib/core/auth/test-request";
import { env } from "@/lib/core/env/env";
import { forgetAll } from "@/lib/core/process/process-singleton";
import { readAuthorizeRequest } from "./authorize-request";
import { redirectUri, register, registerApp, resource, toPair } from "./test-connect";

const { challenge } = toPair();
const site = "https://app.example/callback";
let clientId = "";

beforeEach(async () => {
  clientId = await registerApp();
});

type Given = Record<string, string | string[] | undefined>;

function ask(given: Given = {}, persona: "admin" | "member" = "admin") {
  const search = {
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: "code",
    code_challenge: challenge,
    code_challenge_method: "S256",
    resource,
    state: "s",
    ...given,
  };
  const headers = new Headers({ host: new URL(testOrigin).host });
  return readAuthorizeRequest(search, { actor: { persona }, headers });
}

describe("what an app asks for", () => {
  const listScopes = async (scope: string | undefined, persona?: "member") => {
    const found = await ask({ scope }, persona);
    return found.kind === "asked" ? found.request.scopes : found.kind;
  };

  test("is reading, unless it asks for more that MCP serves and the person could do", async () => {
    expect(await listScopes(undefined)).toEqual(["read"]);
    expect(await listScopes("")).toEqual(["read"]);
    const all = "read keys:write workspaces:write scim settings:write offline_access";
    expect(await listScopes(all)).toEqual(["read", "keys:write"]);
    expect(await listScopes(all, "member")).toEqual(["read"]);
    expect(await listScopes("cost:read keys:read", "member")).toBe("returned");
  });

  test("is no proposal where MCP only reads", async () => {
    const setting = vi.spyOn(env, "mcp", "get").mockReturnValue("read");
    expect(await listScopes("read keys:write")).toEqual(["read"]);
    setting.mockRestore();
  });

  test.each([
    ["no response type", { response_type: undefined }, "invalid_request"],
    ["a token at once", { response_type: "token" }, "unsupported_response_type"],
    ["no challenge", { code_challenge: undefined }, "invalid_request"],
    ["a plain challenge", { code_challenge_method: "plain" }, "invalid_request"],
    ["no method, which means plain", { code_challenge_method: undefined }, "invalid_request"],
    ["a short challenge", { code_challenge: "x" }, "invalid_request"],
    ["no resource", { resource: undefined }, "invalid_target"],
    ["another resource", { resource: `${testOrigin}/api/v1` }, "invalid_target"],
    ["nothing that is known", { scope: "offline_access" }, "invalid_scope"],
    ["a field that is there twice", { scope: ["read", "read"] }, "invalid_request"],
    ["a long field", { state: "x".repeat(2_001) }, "invalid_request"],
  ])("goes back to it with %s", async (_, given, code) => {
    const found = await ask(given);
    expect(found).toMatchObject({ kind: "returned", code, destination: null });
    const { searchParams } = new URL(found.kind === "returned" ? found.to : "");
    expect(Object.fromEntries(searchParams)).toMatchObject({ error: code, iss: testOrigin });
  });

  test("goes back by itself only to the person’s own machine", async () => {
    const { body } = await register({ redirect_uris: [site, "cursor://app/cb"] });
    for (const [address, destination] of [
      [site, new URL(site).host],
      ["cursor://app/cb", "cursor:"],
    ])
      expect(await ask({ client_id: body.client_id, redirect_uri: address, resource: "x" })).toMatchObject({
        kind: "returned",
        destination,
      });
  });
});

describe("the address that a person is sent to", () => {
  test.each([
    ["with another port on the own machine", "http://127.0.0.1:4711/callback", "asked"],
    ["with another path", "http://127.0.0.1/other", "refused"],
    ["with another name of the own machine", "http://localhost/callback", "refused"],
    ["with a query", "http://127.0.0.1/callback?x=1", "refused"],
    ["with credentials", "http://a@127.0.0.1/callback", "refused"],
    ["elsewhere", "http://127.0.0.1.evil.example/callback", "refused"],
  ])("%s", async (_, address, kind) => {
    expect((await ask({ redirect_uri: address })).kind).toBe(kind);
  });

  test("is the very one where it is a site", async () => {
    const { body } = await register({ redirect_uris: [site] });
    const of = async (address: string) =>
      (await ask({ client_id: body.client_id, redirect_uri: address })).kind;
    expect(await of(site)).toBe("asked");
    for (const other of [`${site}/`, "https://app.example:444/callback", "https://APP.example/callback"])
      expect(await of(other)).toBe("refused");
  });

  test("and the app are refused where they are missing or there twice", async () => {
    for (const given of [{ client_id: undefined }, { redirect_uri: undefined }, { client_id: ["a", "b"] }])
      expect(await ask(given)).toEqual({ kind: "refused", fault: "unknown_client" });
  });
});

describe("an app that its document describes", () => {
  let server: Server;
  let id = "";
  let body: unknown;
  let status = 200;
  let reads = 0;

  beforeEach(async () => {
    forgetAll();
    env.WEBHOOK_ALLOW_PRIVATE = true;
    [status, reads] = [200, 0];
    server = createServer((_, response) => {
      reads += 1;
      response.writeHead(status, { location: "/elsewhere" });
      response.end(typeof body === "string" ? body : JSON.stringify(body));
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    id = `http://127.0.0.1:${(server.address() as AddressInfo).port}/app.json`; // Sound: it listens on a port.
    body = { client_id: id, client_name: "Described", redirect_uris: [redirectUri, site, "javascript:x"] };
  });
  afterEach(() => {
    env.WEBHOOK_ALLOW_PRIVATE = false;
    server.close();
  });

  test("is named by it, with the host that proves it, and read once in ten minutes", async () => {
    for (const address of [redirectUri, site])
      expect(await ask({ client_id: id, redirect_uri: address })).toMatchObject({
        kind: "asked",
        request: { client: { name: "Described", host: new URL(id).host } },
      });
    expect(await ask({ client_id: id, redirect_uri: "javascript:x" })).toMatchObject({
      fault: "redirect_uri",
    });
    expect(reads).toBe(1);
  });

  test.each<[string, () => unknown]>([
    [
      "describes another app",
      () => ({ client_id: "https://other.example/app.json", redirect_uris: [redirectUri] }),
    ],
    [
      "wants a secret",
      () => ({
        client_id: id,
        redirect_uris: [redirectUri],
        token_endpoint_auth_method: "client_secret_post",
      }),
    ],
    ["has a secret", () => ({ client_id: id, redirect_uris: [redirectUri], client_secret: "x" })],
    ["has no address", () => ({ client_id: id })],
    ["is no JSON", () => "<html>"],
    ["has a name of two lines", () => ({ client_id: id, redirect_uris: [redirectUri], client_name: "a\nb" })],
  ])("is refused where the document %s", async (_, describe) => {
    body = describe();
    expect(await ask({ client_id: id })).toEqual({ kind: "refused", fault: "invalid_client" });
  });

  test.each([
    ["leads elsewhere", 302, undefined],
    ["is missing", 404, undefined],
    ["is long", 200, "x".repeat(6_000)],
  ])("can’t be read where the document %s", async (_, given, text) => {
    status = given;
    body = text ?? body;
    expect(await ask({ client_id: id })).toEqual({ kind: "refused", fault: "unreachable_client" });
    expect(reads).toBe(1);
  });

  test("isn’t read on a private address, and no other scheme, port, or path is taken for a document", async () => {
    env.WEBHOOK_ALLOW_PRIVATE = false;
    expect(await ask({ client_id: id })).toEqual({ kind: "refused", fault: "unknown_client" });
    const secure = id.replace("http:", "https:");
    expect(await ask({ client_id: secure })).toEqual({ kind: "refused", fault: "invalid_client" });
    for (const other of [
      "https://app.example",
      "https://app.example/",
      "https://app.example/a#b",
      "ftp://x/y",
    ])
      expect(await ask({ client_id: other })).toEqual({ kind: "refused", fault: "unknown_client" });
    for (const beyond of ["https://169.254.169.254/app.json", "https://10.0.0.1/app.json"])
      expect(await ask({ client_id: beyond })).toEqual({ kind: "refused", fault: "invalid_client" });
    expect(reads).toBe(0);
  });
});
