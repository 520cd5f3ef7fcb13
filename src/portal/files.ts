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

/** Where the card agent's package downloads, for npm's `npx`. */
export const agentPackageAddress = '/downloads/evenhand-agent.tgz';
const agentPackage = new URL('../../agent/dist/evenhand-agent.tgz', import.meta.url);

/** The package as `npm run prepare` last built it; `undefined` where it never was. */
export const readAgentPackage = (): Buffer | undefined =>
  existsSync(agentPackage) ? readFileSync(agentPackage) : undefined;
