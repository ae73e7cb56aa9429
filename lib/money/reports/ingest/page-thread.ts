import "server-only";
import { Worker } from "node:worker_threads";
import { isBundled } from "@/lib/core/env/env";
import { AppError } from "@/lib/core/errors/errors";
import { processSingleton } from "@/lib/core/process/process-singleton";
import { type PageContent, type PageKind, readPageContent } from "./page-content";
import type { PageReply, PageRequest } from "./page-worker";

/** Smaller pages are read at once, in a millisecond or two. */
const maxBytesInline = 64 * 1024;
/** A thread holds tens of megabytes, so it ends soon after a sync. */
const idleMs = 3_000;
/** A page takes a second at most. */
const stuckMs = 120_000;

/** `readPageContent` in a thread of its own, so that megabytes keep no one waiting. */
export async function readPage(
  kind: PageKind,
  body: Uint8Array<ArrayBuffer>,
  day?: string,
): Promise<PageContent> {
  if (body.length <= maxBytesInline || !isBundled) return readPageContent(kind, body, day);
  return processSingleton("page-thread", () => new PageThread(startWorker)).read(kind, body, day);
}

/** Next bundles the file because it is named right here. */
function startWorker(): Worker {
  return new Worker(new URL("./page-worker.ts", import.meta.url), { name: "reports" });
}

type Waiting = {
  resolve: (content: PageContent) => void;
  reject: (cause: unknown) => void;
  stuck: NodeJS.Timeout;
};

/** One thread, started by the first page and ended when there was none for a while. */
export class PageThread {
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #lastId = 0;
  readonly #waiting = new Map<number, Waiting>();

  constructor(private readonly start: () => Worker) {}

  read(kind: PageKind, body: Uint8Array<ArrayBuffer>, day?: string): Promise<PageContent> {
    clearTimeout(this.#idle);
    this.#worker ??= this.#start();
    const worker = this.#worker;
    const request: PageRequest = { id: ++this.#lastId, kind, body, day };
    worker.postMessage(request, [body.buffer]);
    return new Promise((resolve, reject) => {
      const stuck = setTimeout(() => this.#lose(worker, new Error("it is stuck")), stuckMs).unref();
      this.#waiting.set(request.id, { resolve, reject, stuck });
    });
  }

  #start(): Worker {
    const worker = this.start();
    worker.on("message", ({ id, content }: PageReply) => this.#settle(id, content));
    worker.on("error", (cause) => this.#lose(worker, cause));
    worker.on("messageerror", (cause) => this.#lose(worker, cause));
    worker.on("exit", () => this.#lose(worker, new Error("it ended")));
    worker.unref();
    return worker;
  }

  #settle(id: number, content: PageContent): void {
    const waiting = this.#waiting.get(id);
    clearTimeout(waiting?.stuck);
    waiting?.resolve(content);
    this.#waiting.delete(id);
    if (this.#waiting.size > 0) return;
    this.#idle = setTimeout(() => this.#end(), idleMs).unref();
  }

  #end(): void {
    const worker = this.#worker;
    this.#worker = undefined;
    void worker?.terminate();
  }

  /** The next page starts a new thread. */
  #lose(worker: Worker, cause: unknown): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    clearTimeout(this.#idle);
    void worker.terminate();
    const error = new AppError("internal", "the thread that reads reports failed", { cause });
    for (const { reject, stuck } of this.#waiting.values()) {
      clearTimeout(stuck);
      reject(error);
    }
    this.#waiting.clear();
  }
}
