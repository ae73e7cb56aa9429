import { readFileSync } from "node:fs";
import { parser } from "@prometheus-io/lezer-promql";
import { beforeAll, expect, test } from "vitest";
import { parseDocument } from "yaml";
import { z } from "zod";
import { readMetrics } from "@/lib/across/metrics/metrics";
import { noteOutcome } from "@/lib/core/admin-api/request-outcomes";
import { resetDatabase } from "@/lib/core/db/test-database";
import { variableNames } from "@/lib/core/env/env-variables";

const read = (file: string) => readFileSync(file, "utf8");
const toPromql = (text: string) => text.replaceAll("$instance", ".*");

const panel = z.looseObject({
  id: z.number(),
  title: z.string().min(1),
  description: z.string().min(1),
  gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
  targets: z.array(z.looseObject({ expr: z.string(), legendFormat: z.string() })).min(1),
});
const dashboard = z.looseObject({ uid: z.string(), title: z.string(), panels: z.array(panel).min(1) });
const rule = z.object({
  alert: z.string().regex(/^Castellan[A-Z]\w+$/),
  expr: z.string(),
  for: z
    .string()
    .regex(/^\d+m$/)
    .optional(),
  labels: z.object({ severity: z.enum(["warning", "critical"]) }),
  annotations: z.object({ summary: z.string(), description: z.string() }),
});
const alerts = z.object({ groups: z.tuple([z.object({ name: z.string(), rules: z.array(rule).min(1) })]) });

const { panels } = dashboard.parse(JSON.parse(read("docs/grafana/castellan.json")));
const { rules } = alerts.parse(parseDocument(read("docs/grafana/alerts.yaml")).toJS()).groups[0];
const expressions = [
  ...panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, toPromql(expr)] as const)),
  ...rules.map(({ alert, expr }) => [alert, expr] as const),
];

/**
 * Uses Prometheus's own grammar.
 * @throws Error for an invalid expression
 */
function listNames(expression: string): string[] {
  const names: string[] = [];
  parser.parse(expression).iterate({
    enter({ type, from, to, node }) {
      if (type.isError) throw new Error(`not PromQL at ${from}: ${expression}`);
      if (type.name === "Identifier" && node.parent?.name === "VectorSelector")
        names.push(expression.slice(from, to));
    },
  });
  return names;
}

let known: Set<string>;

beforeAll(async () => {
  await resetDatabase();
  noteOutcome(null);
  const { text } = await readMetrics();
  const kinds = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)];
  known = new Set(
    kinds.flatMap(([, name = "", kind]) =>
      kind === "histogram" ? ["_bucket", "_sum", "_count"].map((end) => name + end) : [name],
    ),
  );
});

test.each(expressions)("%s queries existing metrics", (_, expression) => {
  const names = listNames(expression);
  expect(names.length).toBeGreaterThan(0);
  expect(names.filter((name) => !known.has(name))).toEqual([]);
});

test("an invalid expression or an unknown name is found", () => {
  expect(() => listNames("sum by (castellan_store_bytes")).toThrow("not PromQL");
  expect(listNames('rate(castellan_nothing_total{a="b"}[5m]) / castellan_store_bytes')).toEqual([
    "castellan_nothing_total",
    "castellan_store_bytes",
  ]);
  expect(known.has("castellan_nothing_total")).toBe(false);
});

test("panels do not overlap, and have unique numbers", () => {
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, index) => `${x + (index % w)}:${y + Math.floor(index / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  expect(panels.filter(({ gridPos: { x, w } }) => x + w > 24)).toEqual([]);
});

test("docs/monitoring.md names every metric and alert, and no others", () => {
  const text = read("docs/monitoring.md");
  const ours = [...known]
    .filter((name) => name.startsWith("castellan_"))
    .map((name) => name.replace(/_(bucket|sum|count)$/, ""));
  const named = [...text.matchAll(/`(castellan_\w+)/g)].map(([, name]) => name);
  expect(new Set(named)).toEqual(new Set(ours));
  const alertsNamed = [...text.matchAll(/`(Castellan[A-Z]\w+)`/g)].map(([, name]) => name);
  expect(new Set(alertsNamed)).toEqual(new Set(rules.map(({ alert }) => alert)));
});

test("docs/monitoring.md names each OpenTelemetry variable that is checked at startup", () => {
  const text = read("docs/monitoring.md");
  const names = variableNames.filter((name) => name.startsWith("OTEL_"));
  expect(names.length).toBeGreaterThan(0);
  expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});
