import "server-only";
import { AppError } from "@/lib/core/errors/errors";

type Line = { running: number; waiting: (() => void)[] };
type Most = { ofKey: number; ofAll?: number; waiting?: number };

/** Lets a few run at once for each key; the others wait in line, or are refused where the line is full. */
export class Turns {
  readonly #lines = new Map<string, Line>();

  constructor(private readonly most: Most) {}

  /**
   * Waits for a turn and returns how to end it, which can be called more than once.
   * @throws AppError too_many_requests
   */
  async take(key: string): Promise<() => void> {
    const line = this.#lines.get(key) ?? { running: 0, waiting: [] };
    if (this.#isFull(line))
      throw new AppError("too_many_requests", "too many at once", { retryAfterSeconds: 5 });
    this.#lines.set(key, line);
    if (line.running >= this.most.ofKey) await new Promise<void>((resolve) => line.waiting.push(resolve));
    else line.running += 1;
    let isOver = false;
    return () => {
      if (!isOver) this.#pass(key, line);
      isOver = true;
    };
  }

  /** @throws AppError as `take`, and whatever `work` throws */
  async run<Answer>(key: string, work: () => Promise<Answer>): Promise<Answer> {
    const end = await this.take(key);
    try {
      // Awaited, so that what `work` throws before its first promise ends the turn, too.
      return await work();
    } finally {
      end();
    }
  }

  #isFull(line: Line): boolean {
    const { ofKey, ofAll, waiting = Number.POSITIVE_INFINITY } = this.most;
    if (line.running >= ofKey && line.waiting.length >= waiting) return true;
    return (
      ofAll !== undefined && [...this.#lines.values()].reduce((sum, { running }) => sum + running, 0) >= ofAll
    );
  }

  #pass(key: string, line: Line): void {
    const next = line.waiting.shift();
    if (next) next();
    else line.running -= 1;
    if (line.running === 0) this.#lines.delete(key);
  }
}
