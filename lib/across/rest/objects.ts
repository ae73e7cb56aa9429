import "server-only";
import { z } from "zod";
import { listMembershipsOf } from "@/lib/account/me/read-model";
import { getRun } from "@/lib/core/bulk/list-read-model";
import { bulkRunDetail } from "@/lib/core/bulk/schema";
import { loadRunSearch } from "@/lib/core/bulk/search-params";
import { toOwnAddress } from "@/lib/core/env/own-address";
import { getFreshLimits } from "@/lib/directory/limits/organization";
import { type LimitsOfOrganization, limitsOfOrganization } from "@/lib/directory/limits/schema";
import { getReview } from "@/lib/governance/reviews/detail-read-model";
import { listReviews } from "@/lib/governance/reviews/list-read-model";
import { reviewDetail, reviewsPage } from "@/lib/governance/reviews/schema";
import { listBudgets } from "@/lib/money/budgets/list-read-model";
import { budget } from "@/lib/money/budgets/schema";
import { getStatementsPage } from "@/lib/money/statements/read-model";
import { statementsPage } from "@/lib/money/statements/schema";
import { type Call, defineEndpoint, type Endpoint } from "./endpoint";
import { pageQuery, toPage, toPageSchema } from "./page";
import { toWire, toWireSchema } from "./wire";

const me = z.object({
  kind: z.enum(["personal", "service"]),
  name: z.string(),
  email: z.string(),
  persona: z.string(),
  scopes: z.array(z.string()),
  workspaces: z.array(z.object({ id: z.string(), role: z.string() })),
  expires_at: z.iso.datetime(),
});

/** What every token may know of itself. */
async function getMe({ program: { actor, token } }: Call): Promise<z.infer<typeof me>> {
  const isService = token.persona !== null;
  const found = isService || actor.memberId === null ? [] : await listMembershipsOf(actor.memberId);
  return {
    kind: isService ? "service" : "personal",
    name: token.name,
    email: actor.email,
    persona: actor.persona,
    scopes: token.scopes,
    workspaces: found.map(({ id, role }) => ({ id, role })),
    expires_at: token.expiresAt.toISOString(),
  };
}

const { rates, spend } = limitsOfOrganization.shape;
const rate = rates.shape.groups.element.omit({ limits: true });
const limit = z.union([
  rate.extend({
    kind: z.literal("rate"),
    id: z.string(),
    groupId: z.string().nullable(),
    limitType: z.string(),
    value: z.number(),
  }),
  spend.shape.limits.element.extend({ kind: z.literal("spend") }),
]);

/** Lists that pages read as a whole, and single objects. */
export const objectEndpoints: readonly Endpoint[] = [
  {
    method: "GET",
    path: "/me",
    permission: null,
    summary: "Get what the token is",
    query: {},
    getSchema: async () => toWireSchema(me),
    run: getMe,
  },
  defineEndpoint({
    path: "/budgets",
    permission: "cost:read",
    summary: "List budgets",
    query: pageQuery,
    getSchema: async () => toPageSchema(toWireSchema(budget)),
    read: async (by, { search }) => toWirePage(await listBudgets(by), ({ id }) => id, search),
  }),
  defineEndpoint({
    path: "/statements",
    permission: "statements:read",
    summary: "List statements of closed months",
    query: pageQuery,
    getSchema: async () => toPageSchema(toWireSchema(statementsPage.shape.statements.element)),
    read: async (by, { search }) => {
      const { statements } = await getStatementsPage(by);
      return toWirePage(statements, ({ number }) => String(number).padStart(9, "0"), search);
    },
  }),
  defineEndpoint({
    path: "/reviews",
    permission: "reviews:read",
    summary: "List access reviews",
    query: pageQuery,
    getSchema: async () => toPageSchema(toWireSchema(reviewsPage.shape.reviews.element)),
    read: async (by, { search }) => toWirePage((await listReviews(by)).reviews, ({ id }) => id, search),
  }),
  defineEndpoint({
    path: "/reviews/{id}",
    permission: "reviews:read",
    summary: "Get an access review with its progress",
    getSchema: async () => toWireSchema(reviewDetail),
    read: async (by, { params }) => toWire(await getReview(by, params.id ?? "")),
  }),
  defineEndpoint({
    path: "/limits",
    permission: "limits:read",
    summary: "List rate and spend limits of the organization",
    query: pageQuery,
    getSchema: async () => toPageSchema(toWireSchema(limit)),
    read: async (by, { search }) => toWirePage(toLimits(await getFreshLimits(by)), ({ id }) => id, search),
  }),
  defineEndpoint({
    path: "/runs/{id}",
    permission: "bulk:read",
    summary: "Get what has become of a run",
    getSchema: async () =>
      toWireSchema(bulkRunDetail.shape.run.extend({ status: z.string(), url: z.string() })),
    read: async (by, { params }) => {
      const { run } = await getRun(by, params.id ?? "", loadRunSearch(""));
      const status = run.state === "pending" ? "waiting_for_approval" : run.state;
      return toWire({ ...run, status, url: toOwnAddress(`/bulk/${run.id}`) });
    },
  }),
];

/** One row for each limit. */
function toLimits({ rates, spend }: LimitsOfOrganization): z.infer<typeof limit>[] {
  return [
    ...rates.groups.flatMap(({ id: groupId, limits, ...group }) =>
      limits.map(({ type: limitType, value }) => {
        const id = `rate/${groupId ?? group.type}/${limitType}`;
        return { ...group, kind: "rate" as const, id, groupId, limitType, value };
      }),
    ),
    ...spend.limits.map((one) => ({ ...one, kind: "spend" as const })),
  ];
}

function toWirePage<Item>(items: readonly Item[], toId: (item: Item) => string, search: URLSearchParams) {
  const page = toPage(items, toId, search);
  return { ...page, data: page.data.map((item) => toWire(item)) };
}
