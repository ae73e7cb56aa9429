import "server-only";
import { getTranslator, type Translate } from "@/lib/core/delivery/translate";
import type { Event } from "@/lib/governance/reviews/events-read-model";
import { addedNotes, decisionNames } from "@/lib/governance/reviews/vocabulary";
import { type PackHead, type PackPlace, type PackTotals, walkPackRows } from "./content-read-model";
import { type Html, html, reportStyle, toTable } from "./html";
import { toEvents } from "./report-events";
import { toExceptionRows, toRowTable } from "./report-rows";
import { remember, toFindingTitles, toMinute, toRole } from "./report-words";

type Content = {
  head: PackHead;
  places: readonly PackPlace[];
  totals: PackTotals;
  events: readonly Event[];
  isIntact: boolean;
};

/** In the language of the review, for people and paper. Instants are UTC and read the same in every language. */
export async function* toReport({ head, places, totals, events, isIntact }: Content): AsyncGenerator<string> {
  const t = remember(await getTranslator(head.locale));
  yield html`<!doctype html>
<html lang="${head.locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${head.name}</title><style>`.text;
  yield `${reportStyle}</style></head><body>\n`;
  yield toTop(t, head, totals).text;
  if (!isIntact) yield html`<p class="warn">${t("reviews.pack.changed")}</p>`.text;
  yield toGathered(t, head, places.length).text;
  yield* listExceptions(t, head, places, totals);
  yield toEvents(t, events, places).text;
  const isOfGrants = head.kind === "grants";
  yield html`<h2>${t(isOfGrants ? "reviews.kinds.grants" : "reviews.workspaces")}</h2>`.text;
  for await (const { place, rows } of walkPackRows(head, places)) {
    const title = isOfGrants ? null : html`<h3>${place.name}</h3>`;
    yield html`<section>${title}${toPlaceFacts(t, head, place)}${toRowTable(t, head, rows)}${toOthers(t, head, place)}</section>
`.text;
  }
  yield "</body></html>\n";
}

function toFacts(pairs: readonly (readonly [string, string | null])[]): Html {
  const items = pairs.map(([name, value]) => (value ? html`<dt>${name}</dt><dd>${value}</dd>` : html``));
  return html`<dl>${items}</dl>`;
}

function toTop(t: Translate, head: PackHead, totals: PackTotals): Html {
  const by = (who: string, at: string) => `${who}, ${toMinute(at)}`;
  const outcomes = Object.entries(totals.outcomes).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return html`<h1>${head.name}</h1><p>${t(`reviews.pack.kinds.${head.kind}`)}</p>${toFacts([
    [t("reviews.pack.started"), by(head.startedBy, head.startedAt)],
    [t("reviews.due"), head.dueOn],
    [t("reviews.pack.closed"), by(head.closedBy, head.closedAt)],
    [t("reviews.reason"), head.closeReason],
    [t("reviews.note"), head.note],
    [t("reviews.fallback"), head.fallback.join(", ")],
    [t("reviews.undecidedRule"), t(`reviews.undecidedRules.${head.undecided}`)],
  ])}${toTable(
    t("reviews.pack.summary", { rows: totals.rows, workspaces: totals.workspaces }),
    [t("reviews.pack.outcome"), t("reviews.pack.count")],
    outcomes.map(([outcome, count]) => [
      [toOutcomeName(t, head, outcome)],
      [count.toLocaleString(head.locale)],
    ]),
  )}`;
}

function toOutcomeName(t: Translate, { kind }: PackHead, outcome: string): string {
  const decision = (["change", "remove"] as const).find((one) => outcome === `applied_${one}`);
  if (decision) return t(`reviews.pack.done.${decisionNames[kind][decision]}`);
  const state = (["kept", "left", "archived", "exception"] as const).find((one) => one === outcome);
  return state ? t(`reviews.states.${state}`) : outcome;
}

const parts = ["member", "workspace", "workspace_member", "api_key", "invite"] as const;

function toGathered(t: Translate, head: PackHead, total: number): Html {
  const listed = head.kind === "grants" ? parts.slice(0, 1) : parts;
  const rows = listed.flatMap((part) => {
    const at = head.gathered[part];
    return at
      ? [[[t(`reviews.pack.parts.${part}`)], [toMinute(at)], [(head.requestIds?.[part] ?? []).join(" ")]]]
      : [];
  });
  const keys = head.organizationKeys.map(({ id, name, lastUsedOn, reaches }) => {
    const count = reaches?.length ?? total;
    return [
      [name, id],
      [t("reviews.keyReach", { isAll: String(count === total), count, total })],
      [lastUsedOn],
    ];
  });
  return html`<h2>${t("reviews.pack.gathered")}</h2><p>${t("reviews.pack.gatheredText", { kind: head.kind })}</p>${toTable(
    t("reviews.pack.lists"),
    [t("reviews.pack.part"), t("reviews.pack.at"), t("reviews.pack.requests")],
    rows,
  )}<p>${t("reviews.hash")} <code>${head.hash}</code></p>${head.areNamesMasked ? html`<p>${t("reviews.pack.masked")}</p>` : null}${
    keys.length > 0
      ? toTable(
          t("reviews.organizationKeys", { count: keys.length }),
          [t("reviews.pack.key"), t("reviews.keyReaches"), t("reviews.pack.lastUsed")],
          keys,
        )
      : null
  }`;
}

async function* listExceptions(
  t: Translate,
  head: PackHead,
  places: readonly PackPlace[],
  { outcomes }: PackTotals,
): AsyncGenerator<string> {
  const count = outcomes.exception ?? 0;
  yield html`<h2>${t("reviews.pack.exceptions")}</h2><p>${t("reviews.pack.exceptionsText", { count })}</p>`
    .text;
  if (count === 0) return;
  for await (const { place, rows } of walkPackRows(head, places, { onlyExceptions: true })) {
    if (rows.length > 0) yield toExceptionRows(t, head, { name: place.name, rows }).text;
  }
}

function toPlaceFacts(
  t: Translate,
  { kind }: PackHead,
  { workspaceId, reviewers, listing, hash }: PackPlace,
): Html {
  return toFacts([
    [t("reviews.pack.id"), kind === "grants" ? null : workspaceId],
    [t("reviews.reviewers"), reviewers.join(", ") || t("reviews.anyAdmin")],
    [t("reviews.pack.listed"), listing && `${toMinute(listing.at)} ${listing.requestIds.join(" ")}`],
    [t("reviews.pack.placeHash"), hash],
  ]);
}

/** What isn't part of the review, but matters for it. */
function toOthers(
  t: Translate,
  { kind }: PackHead,
  { invites, joined, gone, previousId, findings }: PackPlace,
): Html {
  const list = (people: readonly { name?: string; email: string; role: string }[]) =>
    people.map(
      ({ name, email, role }) =>
        html`<li>${kind === "keys" ? name : [name, email, toRole(t, kind, role)].filter(Boolean).join(", ")}</li>`,
    );
  const section = (title: string, people: Parameters<typeof list>[0]) =>
    people.length > 0 ? html`<p>${title}</p><ul>${list(people)}</ul>` : html``;
  return html`${section(t("reviews.invitesNote", { count: invites.length }), invites)}${section(
    t(`reviews.${addedNotes[kind]}`, { count: joined.length }),
    joined,
  )}${section(t("reviews.pack.gone", { count: gone.length }), gone)}${
    previousId === null ? html`<p>${t("reviews.pack.first", { kind })}</p>` : html``
  }${toNote(toFindingTitles(t, findings))}`;
}

function toNote(text: string | null): Html {
  return text === null ? html`` : html`<p>${text}</p>`;
}
