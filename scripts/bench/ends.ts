/** How to end what was started, newest last. */
const ends: (() => Promise<void>)[] = [];

export function atEnd(end: () => Promise<void>): void {
  ends.push(end);
}

/** Ends everything, newest first; whoever calls it again finds nothing left. */
export async function endAll(): Promise<void> {
  for (let end = ends.pop(); end; end = ends.pop()) await end();
}
