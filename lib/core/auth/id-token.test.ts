import { createHmac, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { createAuthHandler } from "./handler";
import { openTestBrowser } from "./test-browser";
import { addMember } from "./test-directory";

const handle = createAuthHandler({
  refreshMember: async () => undefined,
  restorePersona: async () => undefined,
  noteSignIn: async () => undefined,
});
const ada = "ada@northwind.example";
const clientId = "castellan";
const clientSecret = "s".repeat(32);
const newKeys = () => generateKeyPairSync("rsa", { modulusLength: 2048 });
const [own, foreign] = [newKeys(), newKeys()];
const kid = "own";

type Fields = Record<string, unknown>;
/** A provider that says whatever a test wants, which no real one would. */
type Told = { discovery: Fields; header: Fields; claims: Fields; seal: (text: string) => string };
let told: Told;
let server: Server;
let issuer: string;

const toBase64 = (fields: Fields) => Buffer.from(JSON.stringify(fields)).toString("base64url");
const toJwk = ({ publicKey }: { publicKey: KeyObject }) => ({
  ...publicKey.export({ format: "jwk" }),
  ...{ kid, alg: "RS256", use: "sig" },
});
const sealWith =
  ({ privateKey }: { privateKey: KeyObject }) =>
  (text: string) =>
    sign("sha256", Buffer.from(text), privateKey).toString("base64url");

beforeAll(async () => {
  server = createServer((request, response) => {
    const answers: Record<string, () => Fields> = {
      "/.well-known/openid-configuration": () => told.discovery,
      "/jwks": () => ({ keys: [toJwk(own)] }),
      "/token": () => ({ access_token: "t", token_type: "Bearer", ...toIdToken() }),
    };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(answers[request.url ?? ""]?.() ?? {}));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // Sound: it listens on a port.
  Object.assign(env, { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret });
});
afterAll(() => {
  server.close();
});

beforeEach(async () => {
  await resetDatabase();
  await addMember("ada", "admin");
  const now = Math.floor(Date.now() / 1000);
  const discovery = {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
  };
  const claims = { iss: issuer, aud: clientId, sub: "7", email: ada, email_verified: true };
  const times = { iat: now, exp: now + 300, auth_time: now };
  told = { discovery, header: { alg: "RS256", kid }, claims: { ...claims, ...times }, seal: sealWith(own) };
});

function toIdToken(): Fields {
  const text = `${toBase64(told.header)}.${toBase64(told.claims)}`;
  return { id_token: `${text}.${told.seal(text)}` };
}

async function signIn() {
  const browser = openTestBrowser(handle);
  const sent = await browser.post("signin/oidc", { callbackUrl: "/" });
  const { searchParams } = new URL(sent.headers.get("location") ?? "");
  if (!("nonce" in told.claims)) told.claims.nonce = searchParams.get("nonce");
  await browser.ask(`callback/oidc?code=c&state=${searchParams.get("state")}`);
  return browser.session();
}

test("a token of the provider, for us, and of this sign-in lets in", async () => {
  expect(await signIn()).toMatchObject({ email: ada });
});

const hmac = (key: string | Buffer) => (text: string) =>
  createHmac("sha256", key).update(text).digest("base64url");
const asPem = (key: KeyObject) => key.export({ format: "pem", type: "spki" });
const past = Math.floor(Date.now() / 1000) - 3_600;

test.each<[string, () => Partial<Told>]>([
  ["has no signature", () => ({ header: { alg: "none" }, seal: () => "" })],
  ["has a damaged signature", () => ({ seal: (text) => sealWith(own)(`${text}x`) })],
  ["is signed with another key of the same name", () => ({ seal: sealWith(foreign) })],
  ["brings its own key", () => ({ header: { alg: "RS256", jwk: toJwk(foreign) }, seal: sealWith(foreign) })],
  [
    "names where its key is",
    () => ({ header: { alg: "RS256", kid, jku: `${issuer}/evil` }, seal: sealWith(foreign) }),
  ],
  ["is signed with the client's secret", () => ({ header: { alg: "HS256" }, seal: hmac(clientSecret) })],
  [
    "is signed with the public key as a secret",
    () => ({ header: { alg: "HS256", kid }, seal: hmac(asPem(own.publicKey)) }),
  ],
])("a token that %s is refused", async (_, change) => {
  Object.assign(told, change());
  expect(await signIn()).toBeNull();
});

test.each<[string, Fields]>([
  ["is for another client", { aud: "other" }],
  ["is for several clients and was given to another", { aud: [clientId, "other"], azp: "other" }],
  ["is of another provider", { iss: "https://evil.example" }],
  ["has expired", { iat: past, exp: past + 300 }],
  ["is of the future", { nbf: past + 7_200 }],
  ["has no end", { exp: undefined }],
  ["is of another sign-in", { nonce: "other" }],
  ["is of no sign-in", { nonce: undefined }],
  ["is about nobody", { sub: undefined }],
])("a token that %s is refused", async (_, claims) => {
  Object.assign(told.claims, claims);
  expect(await signIn()).toBeNull();
});

test("a discovery document that names another provider is refused", async () => {
  const other = "https://evil.example";
  Object.assign(told.discovery, { issuer: other });
  Object.assign(told.claims, { iss: other });
  expect(await signIn()).toBeNull();
});
