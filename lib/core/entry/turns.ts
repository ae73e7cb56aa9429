import "server-only";

type Line = { running: number; waiting: (() => void)[] };

/** Lets a few run at once for each key; the others wait in line. */
export class Turns {
  readonly #lines = new Map<string, Line>();

  constructor(private readonly most: number) {}

  /** Waits for a turn and returns how to end it, which can be called more than once. */
  async take(key: string): Promise<() => void> {
    const line = this.#lines.get(key) ?? { running: 0, waiting: [] };
    this.#lines.set(key, line);
    if (line.running >= this.most) await new Promise<void>((resolve) => line.waiting.push(resolve));
    else line.running += 1;
    let isOver = false;
    return () => {
      if (!isOver) this.#pass(key, line);
      isOver = true;
    };
  }

  #pass(key: string, line: Line): void {
    const next = line.waiting.shift();
    if (next) next();
    else line.running -= 1;
    if (line.running === 0) this.#lines.delete(key);
  }
}
