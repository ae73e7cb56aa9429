import { changeJson } from "./change-json";

type Row = Record<string, unknown>;
type Oddity = (row: Row) => unknown;

const withField =
  (field: string, value: unknown): Oddity =>
  (row) => ({ ...row, [field]: value });

const withoutField =
  (field: string): Oddity =>
  ({ [field]: _dropped, ...row }) =>
    row;

/**
 * Forms that servers have been seen to send. The first row gets the first form, and so on. The last form is unreadable;
 * the others lack something optional.
 */
const oddities: [path: RegExp, forms: Oddity[]][] = [
  [/\/users$/, [withField("email", null), withField("added_at", ""), withoutField("role")]],
  [/\/invites$/, [withField("invited_at", ""), withoutField("email")]],
  [
    /\/workspaces$/,
    [withField("created_at", ""), withField("tags", { team: null }), withField("tags", ["team"])],
  ],
  [/\/workspaces\/[^/]+\/members$/, [withField("workspace_role", null)]],
  [
    /\/api_keys$/,
    [
      ({ created_by, ...row }) => ({ ...row, created_by: toMaker(created_by) }),
      withField("created_by", null),
      withField("created_at", ""),
      ({ principal: _principal, expires_at: _expiry, ...row }) => row,
      withField("status", 1),
    ],
  ],
  [/\/compliance\/activities$/, [withField("actor", null), withField("created_at", "")]],
  [/\/rate_limits$/, [withField("limits", null)]],
  [/\/spend_limits$/, [withField("amount", 12.5)]],
  [/\/cost_report$/, [withField("amount", "12,5")]],
  [
    /\/usage_report\/messages$/,
    [
      withoutField("output_tokens"),
      ({ cache_creation: _nested, ...row }) => ({ ...row, cache_creation_input_tokens: 7 }),
      withField("uncached_input_tokens", "many"),
    ],
  ],
  [/\/usage_report\/claude_code$/, [withField("core_metrics", null)]],
  [/\/analytics\/cost$/, [withField("cost", { amount: "1e", currency: "USD" })]],
  [/\/analytics\/usage$/, [withField("usage", null)]],
];

function toMaker(maker: unknown): unknown {
  if (typeof maker !== "object" || maker === null || !("id" in maker)) return maker;
  return { type: "user_actor", user_id: maker.id };
}

export async function makeOdd(response: Response, path: string): Promise<Response> {
  const forms = oddities.find(([pattern]) => pattern.test(path))?.[1];
  if (!forms || !response.ok) return response;
  return changeJson(response, (body) => withOddData(body, forms));
}

function withOddData(body: unknown, forms: Oddity[]): unknown {
  if (!isRow(body) || !Array.isArray(body.data)) return body;
  const isBuckets = body.data.some((one) => isRow(one) && Array.isArray(one.results));
  const data = isBuckets
    ? body.data.map((one) => ({ ...one, results: withOddRows(one.results, forms) }))
    : withOddRows(body.data, forms);
  return { ...body, data };
}

function withOddRows(rows: unknown[], forms: Oddity[]): unknown[] {
  return rows.map((row, index) => (isRow(row) ? (forms[index]?.(row) ?? row) : row));
}

function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null;
}
