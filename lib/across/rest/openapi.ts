import "server-only";
import { z } from "zod";
import { processPromise } from "@/lib/core/process/process-singleton";
import type { Endpoint, JsonSchema } from "./endpoint";
import { endpoints } from "./endpoints";
import { prefix } from "./serve";

/** OpenAPI 3.1, made of the declarations. It says nothing about the organization, so anybody may read it. */
export function getDocument(): Promise<JsonSchema> {
  return processPromise("openapi-document", makeDocument);
}

async function makeDocument(): Promise<JsonSchema> {
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const endpoint of endpoints) {
    paths[endpoint.path] ??= {};
    Object.assign(paths[endpoint.path] ?? {}, { [endpoint.method.toLowerCase()]: await describe(endpoint) });
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Castellan",
      version: "1",
      description: "What the screens of Castellan read, for programs, with the rights of an access token.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: prefix }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer", description: "An access token, cst_…" } },
      schemas: { Money: moneyObject, Problem: problem },
      responses: {
        Run: run,
        Problem: {
          description: "What went wrong",
          content: { "application/problem+json": toContent("Problem") },
        },
      },
      headers: {
        RateLimit: { description: "What is left of the limit", schema: { type: "string" } },
        "RateLimit-Policy": { description: "The limit", schema: { type: "string" } },
        "X-Request-Id": { description: "To quote", schema: { type: "string" } },
      },
    },
  };
}

async function describe({
  method,
  path,
  summary,
  permission,
  query,
  body,
  getSchema,
  isRun,
  alsoAs = [],
}: Endpoint) {
  const ref = (name: string) => ({ $ref: `#/components/headers/${name}` });
  const file = { schema: { type: "string" } };
  const parameters: JsonSchema[] = [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      ...{ name, in: "path", required: true },
      schema: { type: "string" },
    })),
    ...Object.keys(query).map((name) => ({ name, in: "query", schema: toQuerySchema(name) })),
  ];
  return {
    operationId: toOperationId(method, path),
    summary,
    ...(permission && { description: `Needs \`${permission}\`.` }),
    parameters,
    ...(method !== "GET" && { parameters: [...parameters, idempotencyKey] }),
    ...(body && {
      requestBody: { required: true, content: { "application/json": { schema: toBodySchema(body) } } },
    }),
    responses: {
      ...(method !== "GET" && { "202": { $ref: "#/components/responses/Run" } }),
      ...(!isRun && {
        [method === "DELETE" ? "204" : "200"]: {
          description: "OK",
          headers: Object.fromEntries(
            ["RateLimit", "RateLimit-Policy", "X-Request-Id"].map((name) => [name, ref(name)]),
          ),
          ...(method !== "DELETE" && {
            content: {
              "application/json": { schema: await getSchema() },
              ...Object.fromEntries(alsoAs.map((type) => [type, file])),
            },
          }),
        },
      }),
      "4XX": { $ref: "#/components/responses/Problem" },
      "5XX": { $ref: "#/components/responses/Problem" },
    },
  };
}

function toBodySchema(body: z.ZodType): JsonSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(body, { io: "input", unrepresentable: "any" });
  return schema;
}

/** Such as `getMembersId`. */
function toOperationId(method: string, path: string): string {
  const words = path.split(/[^a-zA-Z]+/).filter(Boolean);
  return [method.toLowerCase(), ...words.map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`)].join("");
}

/** Filters are texts, as in the address of a page; lists of values have commas between them. */
function toQuerySchema(name: string): JsonSchema {
  if (name === "limit") return { type: "integer", minimum: 1, maximum: 1000, default: 100 };
  return { type: "string" };
}

function toContent(name: string): JsonSchema {
  return { schema: { $ref: `#/components/schemas/${name}` } };
}

const idempotencyKey = {
  ...{ name: "Idempotency-Key", in: "header", schema: { type: "string", maxLength: 255 } },
  description: "The same key and body within a day change once and get the same answer.",
};

const run: JsonSchema = {
  description: "A run does it, or it waits for a second admin",
  content: {
    "application/json": {
      schema: {
        type: "object",
        required: ["run", "status", "url"],
        properties: { run: { type: "string" }, status: { type: "string" }, url: { type: "string" } },
      },
    },
  },
};

const moneyObject: JsonSchema = {
  type: "object",
  required: ["amount", "currency"],
  properties: {
    amount: { type: "string", description: "An exact decimal in units of the currency, such as 12.3456." },
    currency: { type: "string", description: "An ISO 4217 code, or what the vendor calls another unit." },
  },
};

const problem: JsonSchema = {
  type: "object",
  required: ["type", "title", "status", "code", "detail", "request_id"],
  properties: {
    ...{ type: { type: "string" }, title: { type: "string" }, status: { type: "integer" } },
    ...{ code: { type: "string" }, detail: { type: "string" }, reason: { type: "string" } },
    fields: { type: "object", additionalProperties: { type: "array", items: { type: "string" } } },
    request_id: { type: "string" },
  },
};
