import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  Client,
  type OAuthClientProvider,
  type OAuthDiscoveryState,
  type StoredOAuthClientInformation,
  type StoredOAuthTokens,
  StreamableHTTPClientTransport,
  UnauthorizedError,
} from "@modelcontextprotocol/client";

/** An app with the official SDK, which does everything but what a person does in the browser. */
export class McpApp implements OAuthClientProvider {
  /** Where the app sends the person's browser. */
  asksAt = "";
  /** What the browser brings back. */
  answer = "";
  private port = 0;
  private readonly url: URL;
  private registered: StoredOAuthClientInformation | undefined;
  private discovered: OAuthDiscoveryState | undefined;
  private held: StoredOAuthTokens | undefined;
  private verifier = "";
  private readonly server = createServer(({ url = "" }, response) => {
    if (url.startsWith("/callback")) this.answer = url;
    response
      .setHeader("content-type", "text/html")
      .end("<!doctype html><title>App</title><p>Back in the app</p>");
  });

  constructor(site: string) {
    this.url = new URL("/mcp", site);
  }

  /** Until `stop`, it listens on a port of its own. */
  async start(): Promise<string> {
    await new Promise<void>((done) => this.server.listen(0, "127.0.0.1", done));
    this.port = (this.server.address() as AddressInfo).port; // Sound: it listens on a port.
    return (await this.connect()) ?? "";
  }
  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  get redirectUrl() {
    return `http://127.0.0.1:${this.port}/callback`;
  }
  get clientMetadata() {
    return { client_name: "Desk assistant", redirect_uris: [this.redirectUrl] };
  }
  state() {
    return "opaque";
  }
  clientInformation() {
    return this.registered;
  }
  saveClientInformation(information: StoredOAuthClientInformation) {
    this.registered = information;
  }
  discoveryState() {
    return this.discovered;
  }
  saveDiscoveryState(discovered: OAuthDiscoveryState) {
    this.discovered = discovered;
  }
  invalidateCredentials() {
    this.held = undefined;
  }
  tokens() {
    return this.held;
  }
  saveTokens(tokens: StoredOAuthTokens) {
    this.held = tokens;
  }
  redirectToAuthorization(url: URL) {
    this.asksAt = url.href;
  }
  saveCodeVerifier(verifier: string) {
    this.verifier = verifier;
  }
  codeVerifier() {
    return this.verifier;
  }

  /** Returns where the person has to go first, and null once the app has what it needs. */
  async connect(): Promise<string | null> {
    const client = this.newClient();
    try {
      await client.connect(this.newTransport());
      await client.close();
      return null;
    } catch (error) {
      if (error instanceof UnauthorizedError) return this.asksAt;
      throw error;
    }
  }

  async finish(): Promise<void> {
    await this.newTransport().finishAuth(new URL(this.answer, this.redirectUrl).searchParams);
  }

  /** As a client does it whose access token has ended. */
  expire(): void {
    if (this.held) this.held = { ...this.held, access_token: "cso_expired" };
  }

  async call(name: string): Promise<unknown> {
    const client = this.newClient();
    await client.connect(this.newTransport());
    const { structuredContent } = await client.callTool({ name, arguments: {} });
    await client.close();
    return structuredContent;
  }

  private newClient(): Client {
    return new Client({ name: "desk-assistant", version: "1" });
  }

  private newTransport(): StreamableHTTPClientTransport {
    return new StreamableHTTPClientTransport(this.url, { authProvider: this });
  }
}
