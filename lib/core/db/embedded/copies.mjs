const copyIn = "G".charCodeAt(0);
/** "Send rows", as text, without saying how many columns they have. */
const sendRows = Buffer.from([copyIn, 0, 0, 0, 7, 0, 0, 0]);

/** @typedef {{ readonly writable: boolean; write: (part: Buffer) => unknown }} Output */
/** @typedef {{ message: Buffer; output: Output }} Batch What to run, and where its answer goes. */

/** The engine can't wait for rows: whoever copies is told to send them, and the engine gets all of it at once. */
export function createCopies(/** @type {Output} */ socket) {
  /** @type {Buffer | undefined} */
  let begun;
  return {
    begin(/** @type {Buffer} */ bytes) {
      begun = bytes;
      socket.write(sendRows);
    },
    /** @returns {Batch} */
    complete(/** @type {Buffer} */ bytes) {
      if (!begun) return { message: bytes, output: socket };
      const message = Buffer.concat([begun, bytes]);
      begun = undefined;
      return { message, output: withoutSendRows(socket) };
    },
  };
}

/** The client has that already. It comes first, unless the copy is refused. */
function withoutSendRows(/** @type {Output} */ socket) {
  let isFirst = true;
  return {
    get writable() {
      return socket.writable;
    },
    write(/** @type {Buffer} */ part) {
      const isSent = isFirst && part[0] === copyIn;
      isFirst = false;
      return socket.write(isSent ? part.subarray(1 + part.readInt32BE(1)) : part);
    },
  };
}
