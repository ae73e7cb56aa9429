/**
 * Loaded before anything else of a Castellan under test: shifts its clocks when it is told to, in the thread of the
 * embedded database as well. `jumpMs` moves the wall clock alone, as an operator or NTP does; `passMs` moves the
 * monotonic clock along, as time does.
 */
const { getEnvironmentData, isMainThread, setEnvironmentData } = require("node:worker_threads");

const name = "castellan-clock";
const shared = isMainThread ? new SharedArrayBuffer(16) : getEnvironmentData(name);
const shift = new Float64Array(shared);

if (isMainThread) {
  // A server that is started anew begins where the one before was.
  shift.fill(Number(process.env.FAULTS_CLOCK_AHEAD_MS ?? 0));
  setEnvironmentData(name, shared);
  process.on("message", ({ jumpMs = 0, passMs = 0 }) => {
    shift[0] += jumpMs + passMs;
    shift[1] += passMs;
    process.send({ isShifted: true });
  });
  process.channel?.unref();
}

const RealDate = Date;
const realNow = performance.now.bind(performance);

function ShiftedDate(...given) {
  if (!new.target) return new RealDate(ShiftedDate.now()).toString();
  return given.length > 0 ? new RealDate(...given) : new RealDate(ShiftedDate.now());
}
ShiftedDate.prototype = RealDate.prototype;
Object.setPrototypeOf(ShiftedDate, RealDate);
ShiftedDate.now = () => RealDate.now() + shift[0];
RealDate.prototype.constructor = ShiftedDate;
globalThis.Date = ShiftedDate;
performance.now = () => realNow() + shift[1];
