import { readdir, readFile } from 'node:fs/promises';
import { type Policy, readPolicy } from './rationing/index.ts';

const folder = new URL('../db/policies/', import.meta.url);

/** The policies that come with the program, checked; each says itself from which day it holds. */
export const readShippedPolicies = async (): Promise<Policy[]> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(
    names.map(async (name) => readPolicy(JSON.parse(await readFile(new URL(name, folder), 'utf8')))),
  );
};
