import "server-only";
import { forget, processSingleton } from "@/lib/core/process/process-singleton";
import { createTestSandbox } from "@/scripts/sandbox/test-sandbox";

type Fields = Record<string, unknown>;
export type Random = (below: number) => number;

export function createRandom(seed: number): Random {
  let state = seed * 7919 + 17;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
}

const oddValues: unknown[] = [null, "", "odd", -1, 1.5, true, [], {}, [null], { type: null }, "\u0000\ud800"];

const mutations: ((object: Fields, name: string, random: Random) => Fields)[] = [
  (object, name) => Object.fromEntries(Object.entries(object).filter(([key]) => key !== name)),
  (object, name) => ({ ...object, [name]: null }),
  (object, name, random) => ({ ...object, [name]: oddValues[random(oddValues.length)] }),
  (object, name) =>
    Object.fromEntries(
      Object.entries(object).map(([key, value]) => [key === name ? `${key}_v2` : key, value]),
    ),
  (object, name, random) => ({ ...object, [`${name}_extra`]: oddValues[random(oddValues.length)] }),
  (object) => Object.fromEntries(Object.entries(object).reverse()),
];

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function mutate(object: Fields, random: Random): Fields {
  const names = Object.keys(object);
  const name = names[random(names.length)] ?? "";
  if (random(2) === 0) {
    const inner = mutateWithin(object[name], random);
    if (inner !== undefined) return { ...object, [name]: inner };
  }
  return changeField(object, random);
}

export function changeField(object: Fields, random: Random): Fields {
  const names = Object.keys(object);
  const change = mutations[random(mutations.length)];
  return change ? change(object, names[random(names.length)] ?? "", random) : object;
}

function mutateWithin(inner: unknown, random: Random): unknown {
  if (Array.isArray(inner) && inner.length > 0) {
    const at = random(inner.length);
    return inner.map((each, index) => (index === at ? mutateRow(each, random) : each));
  }
  return isFields(inner) && Object.keys(inner).length > 0 ? mutate(inner, random) : undefined;
}

export function mutateRow(row: unknown, random: Random): unknown {
  const isWhole = !isFields(row) || random(20) === 0;
  return isWhole ? oddValues[random(oddValues.length)] : mutate(row, random);
}

export function shuffle<T>(items: readonly T[], random: Random): T[] {
  const left = [...items];
  return items.flatMap(() => left.splice(random(left.length), 1));
}

export function serveMutants(seed: number): void {
  const random = createRandom(seed);
  const sandbox = createTestSandbox();
  const toRow = (row: unknown) => (random(3) > 0 ? row : mutateRow(row, random));
  const toItem = (item: unknown) =>
    isFields(item) && Array.isArray(item.results)
      ? { ...item, results: item.results.map(toRow) }
      : toRow(item);
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await sandbox.fetch(input, init);
    const body: unknown = await response.json();
    if (!isFields(body) || !Array.isArray(body.data)) return Response.json(body, response);
    return Response.json({ ...body, data: body.data.map(toItem) }, { status: response.status });
  };
  forget("sandbox");
  processSingleton("sandbox", () => ({ fetch }));
}
