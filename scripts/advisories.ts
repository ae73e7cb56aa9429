import { z } from "zod";

export type Accepted = { package: string; advisory: string; reason: string; until: string };

/** Advisories that don't concern us, why, and until when that holds. Each must be looked at again by then. */
export const accepted: readonly Accepted[] = [];

const grave = ["high", "critical"];
const advisory = z.looseObject({
  name: z.string(),
  url: z.string(),
  title: z.string(),
  severity: z.string(),
});
const reportSchema = z.object({
  vulnerabilities: z.record(z.string(), z.object({ via: z.array(z.union([z.string(), advisory])) })),
});

/**
 * `report` is what `npm audit --json` says of the packages that run in production; null if the registry gave none, as
 * without a network. Then only the list of accepted advisories is checked.
 */
export function listAdvisoryProblems(
  report: string | null,
  list: readonly Accepted[] = accepted,
  today = new Date().toISOString().slice(0, 10),
): string[] {
  const over = list
    .filter(({ until, reason }) => until < today || reason === "")
    .map(
      (each) => `${each.package}: ${each.advisory} is accepted without a reason or only until ${each.until}`,
    );
  if (report === null) return over;
  const found = listGrave(report);
  const isAccepted = (each: { name: string; id: string }) =>
    list.some((one) => one.package === each.name && one.advisory === each.id);
  const needless = list.filter(
    (one) => !found.some(({ id, name }) => id === one.advisory && name === one.package),
  );
  return [
    ...over,
    ...found
      .filter((each) => !isAccepted(each))
      .map(({ name, id, severity, title }) => `${name}: ${id} (${severity}): ${title}`),
    ...needless.map((one) => `${one.package}: ${one.advisory} is accepted, and no longer reported`),
  ];
}

/** @returns null if this isn't a report, such as the error of a registry without advisories */
export function toReport(output: string): string | null {
  try {
    return reportSchema.safeParse(JSON.parse(output)).success ? output : null;
  } catch {
    return null;
  }
}

function listGrave(report: string) {
  const { vulnerabilities } = reportSchema.parse(JSON.parse(report));
  const all = Object.values(vulnerabilities).flatMap(({ via }) =>
    via.filter((each) => typeof each !== "string"),
  );
  const byId = new Map(
    all.map((each) => [`${each.name} ${each.url}`, { ...each, id: each.url.split("/").at(-1) ?? "" }]),
  );
  return [...byId.values()].filter(({ severity }) => grave.includes(severity));
}
