import { compareUnits } from "./rounding-units";

/** An amount that flows from one sum to another. Into each node flows as much as out of it. */
export type Flow = { from: number; to: number; units: bigint };
/** A flow, and the neighbor that it should be rounded to if it can be. */
export type Wish = { flow: number; isUp: boolean };

type Step = { flow: number; sign: 1n | -1n };

/**
 * Rounds every flow to a neighboring multiple of `one` so that still as much flows into each node as out of it. Flows
 * between two multiples always form a ring: along it, one is raised by what another is lowered, until one of them is a
 * multiple. Wishes are granted first, the most important one first: all of them if they can be granted together, and the
 * first one always.
 */
export function roundNetwork(flows: readonly Flow[], one: bigint, wishes: readonly Wish[]): bigint[] {
  const network = openNetwork(flows, one);
  const isKept = new Map(wishes.map(({ flow, isUp }) => [flow, isUp ? 1n : -1n]));
  for (const wish of wishes) grant(network, wish, isKept);
  for (const node of network.flowsOf.keys()) {
    for (let ring = findRing(network, node); ring; ring = findRing(network, node)) {
      push(network, isCloser(network, ring) ? ring : ring.map(reverse));
    }
  }
  return flows.map((_, index) => (network.low[index] ?? 0n) + (network.above[index] ?? 0n));
}

type Network = {
  flows: readonly Flow[];
  one: bigint;
  /** The multiple below each flow, how far the flow is above it, and how far it was at first. */
  low: bigint[];
  above: bigint[];
  first: bigint[];
  flowsOf: Map<number, number[]>;
};

function openNetwork(flows: readonly Flow[], one: bigint): Network {
  const first = flows.map(({ units }) => ((units % one) + one) % one);
  const flowsOf = new Map<number, number[]>();
  for (const [index, { from, to }] of flows.entries())
    for (const node of [from, to]) {
      const known = flowsOf.get(node);
      if (known) known.push(index);
      else flowsOf.set(node, [index]);
    }
  const low = flows.map(({ units }, index) => units - (first[index] ?? 0n));
  return { flows, one, low, above: [...first], first, flowsOf };
}

function isOpen({ above, one }: Network, flow: number): boolean {
  const rest = above[flow] ?? 0n;
  return rest > 0n && rest < one;
}

function grant(network: Network, wish: Wish, isKept: ReadonlyMap<number, bigint>): void {
  const sign = wish.isUp ? 1n : -1n;
  while (isOpen(network, wish.flow)) {
    const start: Step = { flow: wish.flow, sign };
    // A ring that spoils no wish, for which what was rounded already may move again; or else any.
    const rest =
      findWay(
        network,
        start,
        (step) => hasRoom(network, step) && (isKept.get(step.flow) ?? step.sign) === step.sign,
      ) ?? findWay(network, start, ({ flow }) => isOpen(network, flow));
    if (!rest) throw new RangeError("the amounts do not add up");
    push(network, [start, ...rest]);
  }
}

/** Whether a flow between two multiples can still go this way without passing one of them. */
function hasRoom({ above, first, one }: Network, { flow, sign }: Step): boolean {
  if (first[flow] === 0n) return false;
  return sign > 0n ? (above[flow] ?? 0n) < one : (above[flow] ?? 0n) > 0n;
}

/** The shortest way back from where a step leads to where it began. */
function findWay(network: Network, start: Step, mayTake: (step: Step) => boolean): Step[] | null {
  const goal = toStart(network, start);
  const came = new Map<number, Step | null>([[toEnd(network, start), null]]);
  for (const node of came.keys()) {
    if (node === goal) return traceBack(network, came, goal);
    for (const flow of network.flowsOf.get(node) ?? []) {
      const step: Step = { flow, sign: network.flows[flow]?.from === node ? 1n : -1n };
      if (flow === start.flow || !mayTake(step)) continue;
      const next = toEnd(network, step);
      if (!came.has(next)) came.set(next, step);
    }
  }
  return null;
}

function traceBack(network: Network, came: ReadonlyMap<number, Step | null>, goal: number): Step[] {
  const steps: Step[] = [];
  for (let step = came.get(goal); step; step = came.get(toStart(network, step))) steps.unshift(step);
  return steps;
}

/** Walks along open flows until a node is met again. */
function findRing(network: Network, start: number): Step[] | null {
  const steps: Step[] = [];
  const metAt = new Map([[start, 0]]);
  for (let node = start; ; ) {
    const flow = findOpen(network, node, steps.at(-1)?.flow);
    if (flow === undefined) {
      if (steps.length === 0) return null;
      throw new RangeError("the amounts do not add up");
    }
    const step: Step = { flow, sign: network.flows[flow]?.from === node ? 1n : -1n };
    steps.push(step);
    node = toEnd(network, step);
    const met = metAt.get(node);
    if (met !== undefined) return steps.slice(met);
    metAt.set(node, steps.length);
  }
}

/** Forgets the flows that it finds rounded, so that each is looked at once. */
function findOpen(network: Network, node: number, last: number | undefined): number | undefined {
  const flows = network.flowsOf.get(node) ?? [];
  for (let index = flows.length - 1; index >= 0; index -= 1) {
    const flow = flows[index] ?? 0;
    if (!isOpen(network, flow)) flows.splice(index, 1);
    else if (flow !== last) return flow;
  }
  return undefined;
}

/** Whether the ring, rather than its reverse, moves flows to the multiples that they were closer to. */
function isCloser({ first, one }: Network, ring: readonly Step[]): boolean {
  const gain = ring.reduce((sum, { flow, sign }) => sum + sign * (2n * (first[flow] ?? 0n) - one), 0n);
  return gain >= 0n;
}

function push({ above, one }: Network, ring: readonly Step[]): void {
  const rooms = ring.map(({ flow, sign }) => (sign > 0n ? one - (above[flow] ?? 0n) : (above[flow] ?? 0n)));
  const [most = 0n] = rooms.toSorted(compareUnits);
  for (const { flow, sign } of ring) above[flow] = (above[flow] ?? 0n) + sign * most;
}

function reverse({ flow, sign }: Step): Step {
  return { flow, sign: sign > 0n ? -1n : 1n };
}

function toStart({ flows }: Network, { flow, sign }: Step): number {
  const { from, to } = flows[flow] ?? { from: 0, to: 0 };
  return sign > 0n ? from : to;
}

function toEnd({ flows }: Network, { flow, sign }: Step): number {
  const { from, to } = flows[flow] ?? { from: 0, to: 0 };
  return sign > 0n ? to : from;
}
