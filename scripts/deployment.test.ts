import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DockerfileParser } from "dockerfile-ast";
import { validate } from "dockerfile-utils";
import { expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { z } from "zod";
import { variableNames, variables } from "@/lib/env-variables";
import { chooseAddresses } from "./listen.mjs";
import { maxStopMs } from "./stop.mjs";

const read = (file: string) => readFileSync(file, "utf8");
const port = variables.shape.PORT.parse(undefined);

/** @throws Error where YAML itself is wrong, a key that comes twice included */
function readYaml(file: string): unknown[] {
  return parseAllDocuments(read(file)).map((document) => {
    if (document.errors.length > 0) throw new Error(`${file}: ${document.errors[0]?.message}`);
    return document.toJS();
  });
}

const isKnown = (name: string) => variableNames.includes(name) || name === "NODE_ENV";

const containerfile = DockerfileParser.parse(read("Containerfile"));
const lastStage = containerfile.getFROMs().at(-1)?.getRange()?.start.line ?? 0;
const ofLastStage = containerfile
  .getInstructions()
  .filter((instruction) => (instruction.getRange()?.start.line ?? 0) > lastStage);
const argumentsOf = (keyword: string) =>
  ofLastStage
    .filter((instruction) => instruction.getKeyword() === keyword)
    .map((instruction) => instruction.getArgumentsContent() ?? "");

test("the Containerfile passes its linter and does not run as root", () => {
  expect(validate(read("Containerfile")).map(({ message }) => message)).toEqual([]);
  expect(argumentsOf("USER")).toEqual(["1000:1000"]);
  expect(argumentsOf("EXPOSE")).toEqual([String(port)]);
  for (const name of containerfile.getFROMs().map((from) => from.getImage() ?? ""))
    expect(name, "an image of another registry").not.toMatch(/[./@]/);
});

test("the image installs only for production and runs existing commands", () => {
  expect(read("Containerfile")).toMatch(/^RUN npm ci --omit=dev$/m);
  const commands = [...argumentsOf("ENTRYPOINT"), ...argumentsOf("HEALTHCHECK")];
  const scripts = [...read("Containerfile").matchAll(/scripts\/[\w-]+\.mjs/g)].map(([file]) => file);
  expect(commands).toHaveLength(2);
  expect(scripts.filter((file) => !existsSync(file))).toEqual([]);
  const set = containerfile.getENVs().flatMap((env) => env.getProperties().map((each) => each.getName()));
  expect(set.filter((name) => !isKnown(name))).toEqual([]);
  expect(set).toContain("DATA_DIR");
});

test("the image contains only sources that are listed by name", () => {
  const [first, ...rest] = read(".dockerignore")
    .split("\n")
    .filter((line) => line && !line.startsWith("#"));
  expect(first).toBe("*");
  const listed = rest.filter((line) => line.startsWith("!")).map((line) => line.slice(1));
  expect(listed.filter((file) => !existsSync(file))).toEqual([]);
  const built = ["app", "components", "i18n", "lib", "messages", "public", "scripts"];
  const root = readdirSync(".").filter((name) =>
    /^(instrumentation|next|postcss|proxy|tailwind).*\.(m?[tj]s)$/.test(name),
  );
  const wanted = [...built, ...root.filter((name) => !name.includes(".test.") && name !== "next-env.d.ts")];
  expect(wanted.filter((name) => !listed.includes(name))).toEqual([]);
  const left = ["**/*.test.ts", "**/*.test.tsx", "**/test-*.ts", "scripts/faults*", "**/.env*"];
  expect(left.filter((pattern) => !rest.slice(listed.length).includes(pattern))).toEqual([]);
});

const seconds = z
  .string()
  .regex(/^\d+s$/)
  .transform((text) => Number.parseInt(text, 10));
const compose = z.object({
  services: z.object({
    castellan: z.looseObject({
      build: z.object({ context: z.literal("."), dockerfile: z.literal("Containerfile") }),
      ports: z.tuple([z.string()]),
      environment: z.record(z.string(), z.string()),
      secrets: z.array(z.string()),
      read_only: z.literal(true),
      cap_drop: z.tuple([z.literal("ALL")]),
      security_opt: z.tuple([z.literal("no-new-privileges:true")]),
      stop_grace_period: seconds,
    }),
    database: z.looseObject({
      image: z.string(),
      environment: z.record(z.string(), z.string()),
      secrets: z.array(z.string()),
    }),
  }),
  secrets: z.record(z.string(), z.object({ file: z.string() })),
});

test("compose.yaml sets variables that Castellan knows, and no secret in plain text", () => {
  const { services, secrets } = compose.parse(readYaml("compose.yaml")[0]);
  const { environment, ports, stop_grace_period: graceSeconds } = services.castellan;
  expect(Object.keys(environment).filter((name) => !isKnown(name))).toEqual([]);
  expect(ports[0]).toBe(`127.0.0.1:${port}:${port}`);
  expect(environment.HOST, "loopback of a container reaches no one").toBe("0.0.0.0");
  expect(graceSeconds * 1000).toBeGreaterThan(maxStopMs);
  const used = [...services.castellan.secrets, ...services.database.secrets];
  expect(used.toSorted()).toEqual(Object.keys(secrets).toSorted());
  const files = Object.entries({ ...environment, ...services.database.environment }).filter(([name]) =>
    name.endsWith("_FILE"),
  );
  expect(files.filter(([, path]) => !used.includes(path.replace("/run/secrets/", "")))).toEqual([]);
  for (const { file } of Object.values(secrets)) expect(file).toMatch(/^\.\/secrets\//);
  expect(read(".gitignore")).toMatch(/^\/secrets\/$/m);
});

const probe = z.object({ httpGet: z.object({ path: z.string(), port: z.literal("http") }) });
const container = z.looseObject({
  ports: z.tuple([z.object({ name: z.literal("http"), containerPort: z.number() })]),
  env: z.array(z.object({ name: z.string(), value: z.string() })),
  startupProbe: probe,
  livenessProbe: probe,
  readinessProbe: probe,
  lifecycle: z.object({
    preStop: z.object({ exec: z.object({ command: z.tuple([z.literal("sleep"), z.coerce.number()]) }) }),
  }),
  securityContext: z.object({
    allowPrivilegeEscalation: z.literal(false),
    readOnlyRootFilesystem: z.literal(true),
    capabilities: z.object({ drop: z.tuple([z.literal("ALL")]) }),
  }),
  volumeMounts: z.array(z.looseObject({ name: z.string(), mountPath: z.string() })),
});
const labels = z.record(z.string(), z.string());
const deployment = z.object({
  kind: z.literal("Deployment"),
  spec: z.object({
    replicas: z.number(),
    selector: z.object({ matchLabels: labels }),
    template: z.object({
      metadata: z.object({ labels }),
      spec: z.looseObject({
        terminationGracePeriodSeconds: z.number(),
        securityContext: z.looseObject({ runAsNonRoot: z.literal(true), runAsUser: z.literal(1000) }),
        containers: z.tuple([container]),
        volumes: z.array(
          z.looseObject({ name: z.string(), secret: z.looseObject({ secretName: z.string() }).optional() }),
        ),
      }),
    }),
  }),
});
const readManifest = (name: string) => readYaml(`deploy/kubernetes/${name}.yaml`)[0];
const { spec } = deployment.parse(readManifest("deployment"));
const pod = spec.template.spec;
const [castellan] = pod.containers;

test("each Kubernetes manifest is one object of the kind that its file says", () => {
  const found = readdirSync("deploy/kubernetes").map((file) => {
    const documents = readYaml(join("deploy/kubernetes", file));
    expect(documents).toHaveLength(1);
    const object = z.looseObject({
      apiVersion: z.string(),
      kind: z.string(),
      metadata: z.looseObject({ name: z.literal("castellan") }),
    });
    return object.parse(documents[0]).kind;
  });
  expect(found.toSorted()).toEqual(["Deployment", "PodDisruptionBudget", "Secret", "Service"]);
});

test("the pods have probes that answer, and time for a write when they stop", () => {
  const paths = [castellan.startupProbe, castellan.livenessProbe, castellan.readinessProbe].map(
    ({ httpGet }) => new URL(httpGet.path, "http://pod").pathname,
  );
  expect(paths.filter((path) => !existsSync(`app${path}/route.ts`))).toEqual([]);
  expect(castellan.ports[0].containerPort).toBe(port);
  const [, waitSeconds] = castellan.lifecycle.preStop.exec.command;
  expect(pod.terminationGracePeriodSeconds * 1000).toBeGreaterThan(waitSeconds * 1000 + maxStopMs);
});

test("the pods set variables that Castellan knows, and read each secret from a file", () => {
  const env = Object.fromEntries(castellan.env.map(({ name, value }) => [name, value]));
  expect(Object.keys(env).filter((name) => !isKnown(name))).toEqual([]);
  expect(chooseAddresses(env).addresses, "loopback of a pod reaches no one").toEqual([undefined]);
  const mount = castellan.volumeMounts.find(({ name }) => name === "secrets")?.mountPath;
  const secret = z.looseObject({ metadata: z.object({ name: z.string() }).loose(), stringData: labels });
  const { metadata, stringData } = secret.parse(readManifest("secret.example"));
  expect(pod.volumes.find(({ name }) => name === "secrets")?.secret?.secretName).toBe(metadata.name);
  const files = castellan.env.filter(({ name }) => name.endsWith("_FILE")).map(({ value }) => value);
  expect(files.toSorted()).toEqual(
    Object.keys(stringData)
      .map((key) => `${mount}/${key}`)
      .toSorted(),
  );
  const mounted = castellan.volumeMounts.map(({ name }) => name);
  expect(mounted.toSorted()).toEqual(pod.volumes.map(({ name }) => name).toSorted());
});

test("the service and the disruption budget match the pods of the deployment, one of which may stop", () => {
  const { labels: given } = spec.template.metadata;
  const service = z.looseObject({
    spec: z.object({ selector: labels, ports: z.tuple([z.looseObject({ targetPort: z.literal("http") })]) }),
  });
  const budget = z.looseObject({
    spec: z.object({ minAvailable: z.number(), selector: z.object({ matchLabels: labels }) }),
  });
  expect(service.parse(readManifest("service")).spec.selector).toEqual(given);
  const { minAvailable, selector } = budget.parse(readManifest("pod-disruption-budget")).spec;
  expect(selector.matchLabels).toEqual(given);
  expect(spec.selector.matchLabels).toEqual(given);
  expect(minAvailable).toBeLessThan(spec.replicas);
});

const unit = read("deploy/castellan.service");
const unitValues = (key: string) =>
  [...unit.matchAll(new RegExp(`^${key}=(.*)$`, "gm"))].map(([, value = ""]) => value);

test("the systemd unit starts an existing command, with variables that Castellan knows", () => {
  const [command = ""] = unitValues("ExecStart");
  expect(existsSync(command.split(" ")[1] ?? "")).toBe(true);
  const names = unitValues("Environment").map((pair) => pair.split("=")[0] ?? "");
  expect(names.filter((name) => !isKnown(name))).toEqual([]);
  expect(unitValues("Environment")).toContain(`DATA_DIR=/var/lib/${unitValues("StateDirectory")[0]}`);
  expect(Number(unitValues("TimeoutStopSec")[0]) * 1000).toBeGreaterThan(maxStopMs);
});

test("systemd, where this machine has it, finds nothing wrong with the unit", () => {
  const folder = mkdtempSync(join(tmpdir(), "castellan-unit-"));
  const file = join(folder, "castellan.service");
  writeFileSync(file, unit.replaceAll("/usr/bin/node", process.execPath));
  const { error, status, stderr } = spawnSync("systemd-analyze", ["verify", "--man=no", file], {
    encoding: "utf8",
  });
  rmSync(folder, { recursive: true });
  if (error && "code" in error && error.code === "ENOENT") return;
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});
