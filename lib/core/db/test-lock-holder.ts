/** A test process: takes the folder's lock, reports the result, and holds it until its input ends. */
import "server-only";
import { lockFolder } from "./folder-lock";

try {
  const lock = await lockFolder(process.argv[2] ?? "");
  process.stdout.write("held\n");
  for await (const order of process.stdin) if (String(order) === "block\n") blockForever();
  await lock.release();
} catch (cause) {
  process.stdout.write(`${cause instanceof Error ? cause.message : cause}\n`);
}

/** Like a process in a long computation: alive, but unable to answer. */
function blockForever(): void {
  process.stdout.write("blocked\n");
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
