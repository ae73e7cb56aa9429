import { createTestSandbox, type TestSandboxOptions } from "./test-sandbox";

const testStart = new Date("2026-11-24T15:30:20Z");

export function createTestClient(options: TestSandboxOptions = {}) {
  const time = { at: testStart.getTime() };
  const sandbox = createTestSandbox({ now: () => new Date(time.at), ...options });

  async function send(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
    const response = await sandbox.fetch(
      `http://sandbox${path.startsWith("/_") ? path : `/v1/organizations${path}`}`,
      {
        method,
        headers: { "x-api-key": sandbox.key, "anthropic-version": "2026-10-21", ...headers },
        ...(body && { body: JSON.stringify(body) }),
      },
    );
    const text = await response.text();
    // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
    const json: any = response.headers.get("content-type")?.includes("json") ? JSON.parse(text) : undefined;
    return { status: response.status, headers: response.headers, text, json };
  }

  return {
    sandbox,
    send,
    get: (path: string, headers?: Record<string, string>) => send("GET", path, undefined, headers),
    post: (path: string, body?: object, headers?: Record<string, string>) =>
      send("POST", path, body, headers),
    remove: (path: string) => send("DELETE", path),
    moveClock(milliseconds: number) {
      time.at += milliseconds;
    },
  };
}

export function toRefusal(status: number, type: string, errorCode?: string) {
  return {
    status,
    json: { type: "error", error: { type, ...(errorCode && { details: { error_code: errorCode } }) } },
  };
}
