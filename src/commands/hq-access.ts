import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { type HqAccessGiven, lastFourMarkOf, openHqAccess } from '../access/index.ts';
import { personKeyOf, readNumber } from '../people/index.ts';
import { createClock } from '../platform/clock.ts';
import { isRefusal } from '../platform/errors.ts';
import { migrate } from '../platform/migrate.ts';
import { openProgramme } from '../programme.ts';
import { type Command, print, printError } from './command.ts';
import { withDb } from './database.ts';

const offices = {
  policy: 'hq_policy',
  supply: 'hq_supply',
  portal: 'hq_portal',
  audit: 'hq_audit',
  system: 'hq_system',
} as const;
type Office = keyof typeof offices;
const isOffice = (text: string): text is Office => Object.hasOwn(offices, text);

/** From the keyboard or a pipe: never from the command line, which others can see. */
const readOneNumber = async (): Promise<string> => {
  const lines = createInterface({ input: process.stdin, terminal: false });
  if (process.stdin.isTTY) printError('The ID number of the person:');
  for await (const line of lines) if (line.trim() !== '') return line;
  return '';
};

const describeRename = ({ name_before, released }: HqAccessGiven, name: string): string[] =>
  name_before === null
    ? []
    : [
        `This number was known as "${name_before}": the name is "${name}" from now on, everywhere.`,
        `Cards and passkeys of the former name that open nothing any more: ${released}.`,
      ];

export const hqAccessCommand: Command = {
  name: 'hq-access',
  summary: 'give somebody of the authority a way in: the first one, or after log-in by password has ended',
  usage: `evenhand hq-access --name TEXT --reason TEXT [--offices portal,system] [--hours 24]

  Reads the person's ID number from standard input; it is not stored. Prints an account and an initial
  password, which opens for so many hours even after 一般登入 has ended. Written to the audit trail.
  A number that is known under another name takes this one, and its cards and passkeys are released.
  Offices: ${Object.keys(offices).join(', ')}.`,
  run: async (args, config) => {
    const { values } = parseArgs({
      args,
      options: {
        name: { type: 'string', default: '' },
        reason: { type: 'string', default: '' },
        offices: { type: 'string', default: 'portal,system' },
        hours: { type: 'string', default: '24' },
      },
    });
    const name = values.name.trim();
    const named = values.offices.split(',').map((each) => each.trim());
    const hours = Number(values.hours);
    const mistake =
      name === '' || name.length > 40
        ? '--name must be 1 to 40 characters.'
        : values.reason.trim().length < 2
          ? '--reason must say why.'
          : !named.every(isOffice)
            ? `--offices must be of ${Object.keys(offices).join(', ')}.`
            : !Number.isInteger(hours) || hours < 1 || hours > 168
              ? '--hours must be 1 to 168.'
              : undefined;
    if (mistake) {
      printError(`${mistake}\n\n${hqAccessCommand.usage}`);
      return 2;
    }
    const clock = createClock(config.today);
    const now = clock.now();
    const number = readNumber('01', await readOneNumber(), undefined, now.day);
    if (isRefusal(number)) {
      printError('An ID number with a right check digit is needed.');
      return 1;
    }
    const done = await withDb(config, 'evenhand_app', async (db, { ownerUrl }) => {
      await migrate(ownerUrl);
      const { keys } = await openProgramme(db, config, now.at);
      const access = {
        display_name: name,
        person_key: personKeyOf(keys.staff, number),
        covered_number: number.covered_number,
        last_four_mark: lastFourMarkOf(keys.staff, number.number.slice(-4)),
        offices: named.filter(isOffice).map((each) => offices[each]),
        reason: values.reason.trim(),
        open_until: new Date(clock.real().getTime() + hours * 3_600_000),
      };
      return openHqAccess(db, access, clock);
    });
    print(
      [
        ...describeRename(done, name),
        `Account ${done.account}`,
        `Initial password ${done.password}`,
        'Shown only now; it must be changed at the first log-in.',
      ].join('\n'),
    );
    return 0;
  },
};
