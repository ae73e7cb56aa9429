import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const page = readFileSync("docs/admin-api-coverage.md", "utf8");
const [table = "", list = ""] = page.split("## Not used");
const rows = [...table.matchAll(/^\| `(\w+ \/v1\/\S+)` \| (.+?) \| (.+?) \|$/gm)].map(
  ([, endpoint = "", use = "", where = ""]) => ({ endpoint, use, where }),
);
/** The list has all verbs of a path together, after a reason. */
const unused = [...list.matchAll(/`([A-Z ]+) (\/v1\/\S+)`/g)].flatMap(([, verbs = "", path]) =>
  verbs.split(" ").map((verb) => `${verb} ${path}`),
);

/** Called by path, because the SDK has no types for them. */
const untyped = [
  "GET /v1/compliance/activities",
  "GET /v1/organizations/cost_report",
  "GET /v1/organizations/usage_report/claude_code",
  "GET /v1/organizations/usage_report/messages",
];

function listEndpoints(): string[] {
  const found = ["organization", "beta/organization"].flatMap((resource) => {
    const folder = `node_modules/@anthropic-ai/sdk/resources/${resource}`;
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
    return files
      .filter((file) => file.endsWith(".js"))
      .flatMap((file) => toEndpoints(readFileSync(`${folder}/${file}`, "utf8")));
  });
  return [...new Set(found)];
}

function toEndpoints(text: string): string[] {
  const calls = text.split(/_client\s*\.(?=\w+\()/).slice(1);
  return calls.map((call) => {
    const verb = /^(getAPIList|\w+)/.exec(call)?.[1]?.replace("getAPIList", "get");
    return `${verb?.toUpperCase()} ${/route: '([^']+)'/.exec(call)?.[1]}`;
  });
}

test("every endpoint of the SDK is described, and no others", () => {
  const endpoints = listEndpoints();
  expect(endpoints.length).toBeGreaterThan(100);
  expect(endpoints.filter((endpoint) => !/^(GET|POST|DELETE) \/v1\//.test(endpoint))).toEqual([]);
  const described = [...rows.map(({ endpoint }) => endpoint), ...unused];
  expect(described.toSorted()).toEqual([...endpoints, ...untyped].toSorted());
});

test("every endpoint is read, written by an existing operation, or unused for a reason", () => {
  for (const entry of list.split(/^- /m).slice(1)) expect(entry).toMatch(/^[A-Z][^`]+/);
  const sources = readdirSync("lib", { recursive: true, encoding: "utf8" }).filter((file) =>
    /(actions|bulk)\.ts$/.test(file),
  );
  const texts = sources.map((file) => readFileSync(`lib/${file}`, "utf8")).join("\n");
  for (const { endpoint, use, where } of rows) {
    expect(["read", "written"], endpoint).toContain(use);
    if (use === "read") expect(endpoint).toMatch(/^GET /);
    const actions = [...where.matchAll(/`(\w+\.\w+)`/g)].map(([, name]) => `name: "${name}"`);
    expect(actions.length > 0, endpoint).toBe(use === "written");
    expect(actions.filter((name) => !texts.includes(name))).toEqual([]);
  }
});

test("everything with corpus answers is read", () => {
  const folder = "lib/core/admin-api/corpus";
  const endpoints = readdirSync(folder).flatMap((file) => {
    const { endpoint }: { endpoint?: string } = JSON.parse(readFileSync(`${folder}/${file}`, "utf8"));
    return endpoint
      ? [`GET ${endpoint.replace("wrkspc_01", "{workspace_id}").replace("svac_01", "{service_account_id}")}`]
      : [];
  });
  const read = rows.filter(({ use }) => use === "read").map(({ endpoint }) => endpoint);
  expect(read).toEqual(expect.arrayContaining(endpoints));
});
