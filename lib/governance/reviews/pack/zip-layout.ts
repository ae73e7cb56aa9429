import "server-only";

/**
 * The bytes around the files of an archive, as `archive.ts` has them written. Whoever verifies a pack writes them again,
 * so that a change of any byte shows.
 */
export type Member = {
  path: string;
  method: number;
  crc: number;
  packed: number;
  bytes: number;
  offset: number;
};

export const sizes = { local: 30, descriptor: 16, directory: 46, end: 22 };
export const methods = { stored: 0, deflated: 8 };
export const signatures = { directory: 0x02014b50, end: 0x06054b50 };
const version = 20;
/** Sizes follow the file, because it is compressed while it is written. */
const flags = 8;
/** 1 January 1980, the earliest that a zip can say. */
const dosTime = 0x00210000;

export function toLocalHeader({ path, method }: Pick<Member, "path" | "method">): Buffer {
  const bytes = Buffer.alloc(sizes.local);
  bytes.writeUInt32LE(0x04034b50, 0);
  writeCommon(bytes, 4, method);
  bytes.writeUInt16LE(Buffer.byteLength(path), 26);
  return Buffer.concat([bytes, Buffer.from(path)]);
}

export function toDescriptor({ crc, packed, bytes: length }: Omit<Member, "path">): Buffer {
  const bytes = Buffer.alloc(sizes.descriptor);
  bytes.writeUInt32LE(0x08074b50, 0);
  bytes.writeUInt32LE(crc, 4);
  bytes.writeUInt32LE(packed, 8);
  bytes.writeUInt32LE(length, 12);
  return bytes;
}

export function toDirectory(members: readonly Member[]): Buffer {
  return Buffer.concat(
    members.map(({ path, method, crc, packed, bytes: length, offset }) => {
      const bytes = Buffer.alloc(sizes.directory);
      bytes.writeUInt32LE(signatures.directory, 0);
      bytes.writeUInt16LE(version, 4);
      writeCommon(bytes, 6, method);
      bytes.writeUInt32LE(crc, 16);
      bytes.writeUInt32LE(packed, 20);
      bytes.writeUInt32LE(length, 24);
      bytes.writeUInt16LE(Buffer.byteLength(path), 28);
      bytes.writeUInt32LE(offset, 42);
      return Buffer.concat([bytes, Buffer.from(path)]);
    }),
  );
}

export function toEnd(count: number, length: number, start: number): Buffer {
  const bytes = Buffer.alloc(sizes.end);
  bytes.writeUInt32LE(signatures.end, 0);
  bytes.writeUInt16LE(count, 8);
  bytes.writeUInt16LE(count, 10);
  bytes.writeUInt32LE(length, 12);
  bytes.writeUInt32LE(start, 16);
  return bytes;
}

function writeCommon(bytes: Buffer, at: number, method: number): void {
  bytes.writeUInt16LE(version, at);
  bytes.writeUInt16LE(flags, at + 2);
  bytes.writeUInt16LE(method, at + 4);
  bytes.writeUInt32LE(dosTime, at + 6);
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

/** CRC-32 of `bytes` after those that gave `before`. Node has its own only in newer versions. */
export function addCrc(before: number, bytes: Uint8Array): number {
  let crc = ~before;
  for (const byte of bytes) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0);
  return ~crc >>> 0;
}
