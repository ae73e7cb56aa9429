import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { actions } from "@/lib/test-surface";

const folders = ["app", "components", "lib", "e2e", "scripts", "vitest"];
const sources = folders.flatMap(listSources).filter((file) => file !== "lib/architecture.test.ts");
const texts = new Map(sources.map((file) => [file, readFileSync(file, "utf8")]));

function listSources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return listSources(path);
    return /\.(tsx?|mjs)$/.test(entry.name) ? [path] : [];
  });
}

function listWhere(isWrong: (text: string, file: string) => boolean): string[] {
  return sources.filter((file) => isWrong(texts.get(file) ?? "", file));
}

type Planted = { path: string; line: string; rule: string };
const toImport = ([path = "", name = ""]: string[]): Planted => ({
  path,
  line: `import "${name}";`,
  rule: "noRestrictedImports",
});

function listRefused(planted: Planted[]): Planted[] {
  const tree = mkdtempSync(join(tmpdir(), "castellan-house-"));
  const config = readFileSync("biome.jsonc", "utf8").replace(
    '"vcs": { "enabled": true',
    '"vcs": { "enabled": false',
  );
  writeFileSync(join(tree, "biome.jsonc"), config);
  for (const { path, line } of planted) {
    mkdirSync(join(tree, dirname(path)), { recursive: true });
    appendFileSync(join(tree, path), `${line}\n`);
  }
  const { stdout } = spawnSync(
    process.execPath,
    [
      join(process.cwd(), "node_modules/@biomejs/biome/bin/biome"),
      "lint",
      "--reporter=json",
      "--max-diagnostics=none",
    ],
    { cwd: tree, encoding: "utf8" },
  );
  const found = new Set(
    report.parse(JSON.parse(stdout)).diagnostics.map(({ category, location }) => {
      const line = readFileSync(join(tree, location.path), "utf8").split("\n")[location.start.line - 1];
      return [location.path, line, category.split("/").pop()].join("\0");
    }),
  );
  rmSync(tree, { recursive: true });
  return planted.filter(({ path, line, rule }) => found.has([path, line, rule].join("\0")));
}

const report = z.object({
  diagnostics: z.array(
    z.object({
      category: z.string(),
      location: z.object({ path: z.string(), start: z.object({ line: z.number() }) }),
    }),
  ),
});

const forbidden = [
  ["lib/directory/members/list.ts", "../errors"],
  ["lib/directory/members/list.ts", "@/lib/directory/keys/schema"],
  ["lib/directory/members/list.ts", "@/lib/across/sync/start"],
  ["lib/directory/members/list.ts", "@/lib/money/reports/cost/report"],
  ["lib/directory/members/list.ts", "@/components/ui/controls/button"],
  ["lib/directory/members/list.ts", "@anthropic-ai/sdk"],
  ["lib/directory/members/list.ts", "drizzle-orm"],
  ["lib/directory/members/mirror.ts", "@anthropic-ai/sdk"],
  ["lib/directory/members/gateway.ts", "drizzle-orm/pg-core"],
  ["lib/core/entry/route.ts", "@/lib/directory/members/actions"],
  ["lib/core/audit/list.ts", "@/lib/core/entry/unwrap"],
  ["lib/core/auth/gate.ts", "@/lib/core/audit/list"],
  ["lib/core/db/client.ts", "@/lib/core/auth/session"],
  ["lib/core/admin-api/client.ts", "@/lib/core/db/client"],
  ["lib/core/admin-api/client.ts", "hono"],
  ["lib/sandbox/app.ts", "@/lib/directory/members/schema"],
  ["lib/sandbox/app.ts", "@anthropic-ai/sdk"],
  ["lib/money/reports/cost/report.ts", "@/lib/governance/findings/schema"],
  ["lib/core/delivery/send.ts", "@/lib/directory/members/schema"],
  ["lib/governance/reviews/list.ts", "@/lib/across/exports/sheets"],
  ["lib/money/reports/cost/report.ts", "next-auth"],
  ["lib/core/organization/visibility.ts", "@/lib/directory/members/schema"],
  ["lib/core/organization/key-status.ts", "@/lib/directory/keys/schema"],
  ["lib/core/money/money.ts", "@/lib/core/db/client"],
  ["lib/core/money/money.ts", "@/lib/core/organization/visibility"],
  ["lib/core/db/client.ts", "@/lib/core/organization/visibility"],
  ["components/members/table.tsx", "@/lib/directory/members/mirror"],
  ["components/members/table.tsx", "@/lib/directory/members/gateway"],
  ["components/members/table.tsx", "@/lib/core/db/client"],
  ["components/members/table.tsx", "@/lib/core/env/env"],
  ["components/members/table.tsx", "@/app/layout"],
  ["components/members/table.tsx", "@/components/keys/key-badge"],
  ["components/directory/person.tsx", "@/components/members/table"],
  ["components/ui/controls/button.tsx", "@/components/shell/page"],
  ["app/page.tsx", "@anthropic-ai/sdk"],
  ["app/page.tsx", "drizzle-orm"],
  ["components/reports/cost/cost-chart.tsx", "recharts"],
  ["app/page.tsx", "next-auth"],
].map(toImport);

const allowed = [
  ["lib/directory/members/gateway.ts", "@anthropic-ai/sdk"],
  ["lib/directory/members/gateway.ts", "@/lib/core/admin-api/client"],
  ["lib/core/admin-api/shared-budget.ts", "@/lib/core/db/request-tokens"],
  ["lib/directory/members/mirror.ts", "drizzle-orm"],
  ["lib/directory/members/actions.ts", "@/lib/core/entry/action-client"],
  ["lib/across/sync/directory.ts", "@/lib/directory/members/sync"],
  ["lib/directory/members/mirror.ts", "@/lib/core/organization/key-status"],
  ["lib/money/reports/cost/report.ts", "@/lib/core/organization/visibility"],
  ["lib/sandbox/app.ts", "hono"],
  ["components/members/table.tsx", "@/lib/directory/members/queries"],
  ["components/members/table.tsx", "@/lib/core/money/money"],
  ["components/members/table.tsx", "@/components/directory/person"],
  ["components/charts/bars-chart.tsx", "recharts"],
  ["app/page.tsx", "@/lib/directory/members/list"],
  ["app/api/auth/[...nextauth]/route.ts", "next-auth"],
].map(toImport);

test("the import law is kept by lint", () => {
  expect(listRefused([...forbidden, ...allowed])).toEqual(forbidden);
});

test("money and the environment have one owner each, by lint", () => {
  const drawn = {
    line: 'import { toPixelsValue } from "@/lib/core/money/money";',
    rule: "noRestrictedImports",
  };
  const read = { line: "process.env.PORT;", rule: "noProcessEnv" };
  const wrong = [
    { path: "components/members/total.tsx", ...drawn },
    { path: "lib/money/reports/cost/report.ts", ...drawn },
    { path: "lib/money/reports/cost/report.ts", line: 'parseFloat("1.5");', rule: "noRestrictedGlobals" },
    { path: "lib/directory/members/list.ts", ...read },
  ];
  const right = [
    { path: "components/charts/bars.tsx", ...drawn },
    { path: "lib/core/env/env.ts", ...read },
  ];
  expect(listRefused([...wrong, ...right])).toEqual(wrong);
});

const clientSafe =
  /\/((change-|event-|facts-)?schema|change-sentences|queries|scopes|(\w[\w-]*-)?search-params|permissions|(\w[\w-]*-)?vocabulary|dimensions?|unwrap|fetch-read|import-file|calendar|errors|fold|key-hint|nuqs-in-browsers|refusal-reasons|format|money(-math)?|typed-text|unit-cost|bridge|rounding(-units)?|(days-in-)?zone)\.ts$|^lib\/core\/db\/([a-z-]+-tables|columns)\.ts$/;
const inThread = /^lib\/core\/db\/embedded\/[a-z]+\.mjs$/;

test("server files start with server-only", () => {
  const wrong = listWhere((text, file) => {
    if (!file.startsWith("lib/") || /\.test\.tsx?$/.test(file)) return false;
    if (clientSafe.test(file) || inThread.test(file)) return false;
    const first = text.replace(/^(\s|\/\*[\s\S]*?\*\/|\/\/.*\n)*/, "");
    return !first.startsWith('import "server-only";') && !first.startsWith('"use server";');
  });
  expect(wrong).toEqual([]);
});

test("files of actions export nothing but actions", () => {
  const wrong = listWhere((text) => {
    if (!text.startsWith('"use server";')) return false;
    const exported = text.match(/^export .*$/gm) ?? [];
    return exported.some((line) => !/^export const \w+ = action\b/.test(line));
  });
  expect(wrong).toEqual([]);
});

test("every action is described with its four cases", () => {
  const described = [...texts].flatMap(([file, text]) => {
    const found = file.endsWith(".test.ts") ? text.matchAll(/\bdescribeAction(?:<\w+>)?\("(\w+)"/g) : [];
    return [...found].map(([, name]) => name);
  });
  expect(actions.map(({ name }) => name).filter((name) => !described.includes(name))).toEqual([]);
});

test("components call actions through useWrite, so that a double click sends once", () => {
  const own = ["components/shell/submits.ts", "components/shell/use-write.ts"];
  const wrong = listWhere((text, file) => {
    if (!file.startsWith("components/") || own.includes(file)) return false;
    const hasActions = /from "@\/lib\/[\w-]+\/[\w-]+\/actions"/.test(text);
    return /\bunwrap\(/.test(text) || (hasActions && /\buse(Mutation|Transition|ActionState)\b/.test(text));
  });
  expect(wrong).toEqual([]);
});

/** These decide what an actor may see, or have a form field of that name. */
const mayNameWorkspaces =
  /^lib\/(core\/auth|sandbox|across\/trial)\/|\/visibility\.ts$|\/(budgets|invites)\/schema\.ts$|\/invites\/dry-run\.ts$|^components\/(budgets|invites)\//;

test("read models narrow only with visibleTo()", () => {
  const wrong = listWhere((text, file) => {
    if (!/^(lib|app|components)\//.test(file) || /\.test\.tsx?$/.test(file)) return false;
    const isByHand = !mayNameWorkspaces.test(file) && /(?<!")\bworkspaceIds\b(?!")/.test(text);
    return (
      isByHand ||
      (/\btoTeamDays\b/.test(text) &&
        !/^lib\/core\/(auth\/team-days|organization\/visibility)\.ts$/.test(file))
    );
  });
  expect(wrong).toEqual([]);
});

test("no test is skipped, focused, or waits by the clock", () => {
  const banned = /\b(test|it|describe)\.(skip|only|todo|fixme|skipIf)\b|waitForTimeout/;
  expect(listWhere((text) => banned.test(text))).toEqual([]);
});

test("no source file is over 200 lines, and no test file over 600", () => {
  const wrong = listWhere((text, file) => {
    const isTest = /\.(test|spec)\.tsx?$/.test(file);
    return text.trimEnd().split("\n").length > (isTest ? 600 : 200);
  });
  expect(wrong).toEqual([]);
});

test("our own modules are never mocked", () => {
  expect(listWhere((text) => /\bvi\.(mock|doMock)\(\s*["'](@\/|\.)/.test(text))).toEqual([]);
});

const float =
  /(?:Number|parseInt|Number\.parseFloat|Math\.\w+)\([^)]*(?:[cC]ents|[aA]mount|[dD]ollars|Usd|_usd)|[^+\w)\s"'`]\s*\+\w*(?:[cC]ents|[aA]mount)\b/;

test.each([
  "const sum = Number(row.cents) + 1;",
  "const sum = Number(report.totalCents);",
  "total += Number(line.amount_usd);",
  "return Number.parseFloat(toDollars(cents));",
  "return (+cents).toFixed(2);",
  "Math.round(amount * 100)",
  "parseInt(estimatedCents, 10)",
])("an amount that becomes a float is found, such as %s", (line) => {
  expect(line).toMatch(float);
});

test("cents never pass through a float", () => {
  const wrong = listWhere(
    (text, file) =>
      /^(lib|app|components)\//.test(file) &&
      !file.startsWith("lib/sandbox/") &&
      file !== "lib/core/money/money.ts" &&
      !file.includes(".test.") &&
      float.test(text),
  );
  expect(wrong).toEqual([]);
});

test("links are those of components/ui, which don't prefetch", () => {
  const wrong = listWhere(
    (text, file) => /^(app|components)\//.test(file) && /import \w+.* from "next\/link"/.test(text),
  );
  expect(wrong).toEqual(["components/ui/controls/link.tsx"]);
});
