import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DockerfileParser } from "dockerfile-ast";
import { validate } from "dockerfile-utils";
import { expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { z } from "zod";
import { livePath } from "@/lib/core/entry/door";
import { variableNames, variables } from "@/lib/core/env/env-variables";
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
  const images = containerfile.getFROMs().map((from) => from.getImage());
  // One argument, so that one digest pins them all.
  expect(images.filter((name) => name !== "packages").map((name) => name?.slice(1))).toEqual(
    Array(2).fill("{NODE_IMAGE}"),
  );
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
const image = z.object({ context: z.literal("."), dockerfile: z.literal("Containerfile") });
const closed = {
  build: image,
  environment: z.record(z.string(), z.string()),
  secrets: z.array(z.string()),
  read_only: z.literal(true),
  cap_drop: z.tuple([z.literal("ALL")]),
  security_opt: z.tuple([z.literal("no-new-privileges:true")]),
};
const ended = z.object({ condition: z.literal("service_completed_successfully") });
const compose = z.object({
  services: z.object({
    castellan: z.looseObject({
      ...closed,
      depends_on: z.object({ migrate: ended }),
      ports: z.tuple([z.string()]),
      stop_grace_period: seconds,
    }),
    migrate: z.looseObject({ ...closed, entrypoint: z.array(z.string()), command: z.array(z.string()) }),
    database: z.looseObject({
      image: z.string().startsWith("$").endsWith("{POSTGRES_IMAGE:-postgres:17}"),
      environment: z.record(z.string(), z.string()),
      secrets: z.array(z.string()),
      volumes: z.array(z.string()),
    }),
  }),
  secrets: z.record(z.string(), z.object({ file: z.string() })),
});
const { services, secrets } = compose.parse(readYaml("compose.yaml")[0]);

test("compose.yaml sets variables that Castellan knows, and no secret in plain text", () => {
  const { environment, ports, stop_grace_period: graceSeconds } = services.castellan;
  const set = { ...environment, ...services.migrate.environment };
  expect(Object.keys(set).filter((name) => !isKnown(name))).toEqual([]);
  expect(ports[0]).toBe(`127.0.0.1:${port}:${port}`);
  expect(environment.HOST, "loopback of a container reaches no one").toBe("0.0.0.0");
  expect(graceSeconds * 1000).toBeGreaterThan(maxStopMs);
  const all = [services.castellan, services.migrate, services.database];
  expect(new Set(all.flatMap((each) => each.secrets))).toEqual(new Set(Object.keys(secrets)));
  for (const { environment: given, secrets: own } of all) {
    const files = Object.entries(given).filter(([name]) => name.endsWith("_FILE"));
    expect(files.filter(([, path]) => !own.includes(path.replace("/run/secrets/", "")))).toEqual([]);
  }
  for (const { file } of Object.values(secrets)) expect(file).toMatch(/^\.\/secrets\//);
  expect(read(".gitignore")).toMatch(/^\/secrets\/$/m);
});

test("the server of compose.yaml connects as a role that can't change the log, after the owner migrated", () => {
  expect(services.castellan.environment.DATABASE_URL_FILE).toBe("/run/secrets/server_url");
  expect(services.migrate.environment.DATABASE_URL_FILE).toBe("/run/secrets/owner_url");
  for (const secret of ["owner_url", "postgres_password", "castellan_owner_password"])
    expect(services.castellan.secrets).not.toContain(secret);
  const files = services.database.volumes.flatMap(
    (mount) => /^\.\/([^:]+):(.*):ro$/.exec(mount)?.slice(1, 3) ?? [],
  );
  expect(files).toEqual([
    "deploy/postgres/roles.sql",
    "/docker-entrypoint-initdb.d/1-roles.sql",
    "deploy/postgres/passwords.sh",
    "/docker-entrypoint-initdb.d/2-passwords.sh",
  ]);
  const document = read("docs/deployment.md");
  expect(document).toContain("postgres://castellan_server:$(cat secrets/castellan_server_password)@");
  expect(document).toContain("postgres://castellan_owner:$(cat secrets/castellan_owner_password)@");
  for (const name of Object.keys(secrets)) expect(document).toContain(`secrets/${name}`);
});

const probe = z.object({ httpGet: z.object({ path: z.string(), port: z.literal("http") }) });
const locked = z.object({
  allowPrivilegeEscalation: z.literal(false),
  readOnlyRootFilesystem: z.literal(true),
  capabilities: z.object({ drop: z.tuple([z.literal("ALL")]) }),
});
const volume = z.looseObject({
  name: z.string(),
  secret: z.looseObject({ secretName: z.string() }).optional(),
});
const container = z.looseObject({
  ports: z.tuple([z.object({ name: z.literal("http"), containerPort: z.number() })]),
  env: z.array(z.object({ name: z.string(), value: z.string() })),
  startupProbe: probe,
  livenessProbe: probe,
  readinessProbe: probe,
  lifecycle: z.object({
    preStop: z.object({ exec: z.object({ command: z.tuple([z.literal("sleep"), z.coerce.number()]) }) }),
  }),
  image: z.string(),
  securityContext: locked,
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
        volumes: z.array(volume),
      }),
    }),
  }),
});
/** Everything that is shipped migrates in the same way. */
const grantsFile = "deploy/postgres/grants.sql";
const migrateCommand = ["node", "--import", "tsx", "--conditions=react-server", "scripts/migrate.ts"];
const readManifest = (name: string) => readYaml(`deploy/kubernetes/${name}.yaml`)[0];
const { spec } = deployment.parse(readManifest("deployment"));
const pod = spec.template.spec;
const [castellan] = pod.containers;

const listManifests = () => readdirSync("deploy/kubernetes").filter((file) => file !== "kustomization.yaml");

test("each Kubernetes manifest is one object of the kind that its file says", () => {
  const found = listManifests().map((file) => {
    const documents = readYaml(join("deploy/kubernetes", file));
    expect(documents).toHaveLength(1);
    const metadata = z.looseObject({ name: z.string().regex(/^castellan(-migrate|-owner)?$/) });
    return z.looseObject({ apiVersion: z.string(), kind: z.string(), metadata }).parse(documents[0]).kind;
  });
  const single = ["Deployment", "Job", "PodDisruptionBudget", "Service"];
  expect(found.toSorted()).toEqual(
    [...single, "NetworkPolicy", "NetworkPolicy", "Secret", "Secret"].toSorted(),
  );
});

test("the kustomization applies every manifest but the secrets, and pins the image by its digest alone", () => {
  const schema = z.object({
    resources: z.array(z.string()),
    images: z.tuple([
      z.strictObject({
        name: z.literal("castellan"),
        newName: z.string(),
        digest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
      }),
    ]),
  });
  const { resources } = schema.loose().parse(readManifest("kustomization"));
  expect(resources.toSorted()).toEqual(listManifests().filter((file) => !file.includes("secret")));
  expect([castellan.image, migrating.image]).toEqual(["castellan", "castellan"]);
});

const job = z.object({
  spec: z.looseObject({
    template: z.object({
      metadata: z.object({ labels }),
      spec: z.looseObject({
        securityContext: z.looseObject({ runAsNonRoot: z.literal(true), runAsUser: z.literal(1000) }),
        containers: z.tuple([
          z.looseObject({
            image: z.string(),
            command: z.array(z.string()),
            args: z.array(z.string()),
            env: z.array(z.object({ name: z.string(), value: z.string() })),
            securityContext: locked,
          }),
        ]),
        volumes: z.array(volume),
      }),
    }),
  }),
});
const { template: migration } = job.parse(readManifest("migrate-job")).spec;
const [migrating] = migration.spec.containers;

test("what is shipped migrates as the owner, whose secret no server gets", () => {
  expect(services.migrate.entrypoint).toEqual(migrateCommand);
  expect(services.migrate.command).toEqual(["--grants", grantsFile]);
  expect(migrating.command).toEqual(migrateCommand);
  expect(migrating.args).toEqual(["--grants", grantsFile]);
  expect(read(".dockerignore")).toContain(`\n!${grantsFile}\n`);
  const secretsOf = (volumes: readonly z.infer<typeof volume>[]) =>
    volumes.flatMap(({ secret }) => secret?.secretName ?? []);
  expect(secretsOf(pod.volumes)).toEqual(["castellan"]);
  expect(secretsOf(migration.spec.volumes)).toEqual(["castellan-owner"]);
  expect(read("deploy/kubernetes/secret.example.yaml")).toContain("postgres://castellan_server:");
  expect(read("deploy/kubernetes/owner-secret.example.yaml")).toContain("postgres://castellan_owner:");
});

const peer = z.union([
  z.strictObject({ ipBlock: z.object({ cidr: z.string(), except: z.array(z.string()).optional() }) }),
  z.strictObject({ namespaceSelector: z.looseObject({}), podSelector: z.looseObject({}).optional() }),
]);
const ports = z.array(
  z.object({ protocol: z.enum(["TCP", "UDP"]), port: z.union([z.number(), z.string()]) }),
);
const policy = z.object({
  spec: z.object({
    podSelector: z.object({ matchLabels: labels }),
    policyTypes: z.tuple([z.literal("Ingress"), z.literal("Egress")]),
    ingress: z.array(z.object({ from: z.array(peer).min(1), ports })),
    egress: z.array(z.object({ to: z.array(peer).min(1), ports })),
  }),
});
const readPolicy = (name: string) => policy.parse(readManifest(name)).spec;
const toPorts = (rules: readonly { ports: z.infer<typeof ports> }[]) =>
  rules.flatMap((rule) => rule.ports.map(({ port: each }) => each));

test("only the proxy reaches the pods, and they reach only DNS, the database, HTTPS, and mail", () => {
  const { podSelector, ingress, egress } = readPolicy("network-policy");
  expect(podSelector.matchLabels).toEqual(spec.template.metadata.labels);
  expect(ingress.map(({ from }) => from)).toEqual([
    [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "ingress-nginx" } } }],
  ]);
  expect(toPorts(ingress)).toEqual(["http"]);
  expect(toPorts(egress)).toEqual([53, 53, 5432, 443, 465, 587]);
  const open = egress.flatMap(({ to }) => to).flatMap((each) => ("ipBlock" in each ? each.ipBlock : []));
  for (const { cidr, except } of open.filter((block) => block.cidr.endsWith("/0")))
    expect(except, "private addresses").toContain(cidr === "::/0" ? "fc00::/7" : "10.0.0.0/8");
});

test("no one reaches the Job, which reaches only DNS and the database", () => {
  const { podSelector, ingress, egress } = readPolicy("network-policy-migrate");
  expect(podSelector.matchLabels).toEqual(migration.metadata.labels);
  expect(ingress).toEqual([]);
  expect(toPorts(egress)).toEqual([53, 53, 5432]);
});

test("the pods have probes that answer, and time for a write when they stop", () => {
  const paths = [castellan.startupProbe, castellan.livenessProbe, castellan.readinessProbe].map(
    ({ httpGet }) => new URL(httpGet.path, "http://pod").pathname,
  );
  expect(paths.filter((path) => path !== livePath && !existsSync(`app${path}/route.ts`))).toEqual([]);
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
