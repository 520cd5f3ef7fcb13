import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../downloads/', import.meta.url);

/** The documents that come with the program, by file name; a few MB, read once. */
let shipped: ReadonlyMap<string, Buffer> | undefined;

export const shippedFiles = (): ReadonlyMap<string, Buffer> => {
  shipped ??= new Map(
    readdirSync(folder)
      .filter((name) => /\.(pdf|zip)$/.test(name))
      .map((name) => [name.normalize('NFC'), readFileSync(new URL(encodeURIComponent(name), folder))]),
  );
  return shipped;
};

export const sha256Of = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** Where a document downloads; a file name is one part of the path, whatever is in it. */
export const addressOf = (fileName: string): string => `/downloads/${encodeURIComponent(fileName)}`;

/** The card agent's package; any name of one leads to the present one. */
export type AgentPackage = { version: string; address: string; file: URL };
const agentFolder = new URL('../../agent/dist/', import.meta.url);
export const agentPackageName = /^evenhand-agent(?:-([\w.-]+))?\.tgz$/;

/**
 * The package as `npm run prepare` last built it; `undefined` where it never was. Its address has its version:
 * npx keeps what it once had under an address.
 */
export const findAgentPackage = (): AgentPackage | undefined => {
  if (!existsSync(agentFolder)) return undefined;
  for (const name of readdirSync(agentFolder)) {
    const version = agentPackageName.exec(name)?.[1];
    if (version) return { version, address: addressOf(name), file: new URL(name, agentFolder) };
  }
  return undefined;
};
