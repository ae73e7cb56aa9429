const panic = "SPANIC\0VPANIC\0";
/** An error is shorter than that, and rows need not be searched. */
const longestError = 16_384;

/**
 * Whether an answer says that the database has given up, as when its disk fails. A server ends its process then and
 * recovers; the engine in this thread would go on with whatever its memory holds.
 */
export function isPanic(/** @type {Buffer} */ part) {
  return part.length < longestError && part.includes(panic);
}
