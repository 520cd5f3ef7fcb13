import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { personKeyOf, readNumber } from '../people/index.ts';
import { createClock } from '../platform/clock.ts';
import { isRefusal } from '../platform/errors.ts';
import { openProgramme, programme } from '../programme.ts';
import { linkNumbers } from '../rationing/index.ts';
import { type Command, print, printError } from './command.ts';
import { withDb } from './database.ts';

/** Two numbers, one a line, from the keyboard or a pipe: never from the command line, which others can see. */
const readNumbers = async (): Promise<string[]> => {
  const lines = createInterface({ input: process.stdin, terminal: false });
  if (process.stdin.isTTY) printError('The present number, then the former one, each on a line:');
  const numbers: string[] = [];
  for await (const line of lines) {
    if (line.trim() !== '') numbers.push(line);
    if (numbers.length === 2) break;
  }
  lines.close();
  return numbers;
};

export const linkNumbersCommand: Command = {
  name: 'link-numbers',
  summary: 'make two numbers of one person (naturalised, corrected) count as one',
  usage: `evenhand link-numbers --document 文號 --reason TEXT

  Reads the present number and the former one from standard input, one a line; neither is stored or logged.
  From then on a purchase under either counts for both. For the authority only; written to the audit trail.`,
  run: async (args, config) => {
    const { values } = parseArgs({
      args,
      options: { document: { type: 'string' }, reason: { type: 'string' } },
    });
    const { document, reason } = values;
    if (!document || !reason) {
      printError(`--document and --reason are needed.\n\n${linkNumbersCommand.usage}`);
      return 2;
    }
    const now = createClock(config.today).now();
    const [present, former] = (await readNumbers()).map((typed) =>
      readNumber('01', typed, undefined, now.day),
    );
    if (!present || !former || isRefusal(present) || isRefusal(former)) {
      printError('Two numbers with right check digits are needed.');
      return 1;
    }
    return withDb(config, 'evenhand_app', async (db) => {
      const { pepper } = await openProgramme(db, config, now.at);
      const done = await linkNumbers(db, programme, {
        person_key: personKeyOf(pepper, present),
        former_key: personKeyOf(pepper, former),
        document,
        reason,
        now,
      });
      if (isRefusal(done)) {
        printError('These two numbers cannot be linked: they are the same, or one is linked already.');
        return 1;
      }
      print(`Linked ${former.covered_number} to ${present.covered_number}.`);
      return 0;
    });
  },
};
