import { parseArgs } from 'node:util';
import { createClock, isDay } from '../platform/clock.ts';
import { isRefusal } from '../platform/errors.ts';
import { migrate } from '../platform/migrate.ts';
import { openProgramme, programme } from '../programme.ts';
import { orderDay } from '../rationing/index.ts';
import { counties } from '../sites/index.ts';
import { type Command, print, printError } from './command.ts';
import { withDb } from './database.ts';

type Given = {
  day?: string | undefined;
  county?: string | undefined;
  reason?: string | undefined;
  'lift-day-rule': boolean;
  'cancel-delivery': boolean;
};

/** What is wrong with the order as given, in a sentence. */
const findMistake = (given: Given): string | undefined => {
  const { day, county, reason } = given;
  if (!day || !isDay(day)) return '--day must be a day as 2020-02-28.';
  if (county !== undefined && !counties.some((each) => each.name === county))
    return `There is no county "${county}". Write one of: ${counties.map((each) => each.name).join(' ')}`;
  if (!reason || reason.trim().length < 2 || reason.length > 200)
    return '--reason must be 2 to 200 characters.';
  if (!given['lift-day-rule'] && !given['cancel-delivery'])
    return 'Say what is ordered: --lift-day-rule, --cancel-delivery, or both.';
  return undefined;
};

export const dayOrderCommand: Command = {
  name: 'day-order',
  summary: 'lift the day rule or cancel deliveries on one day, for a county or the whole country',
  usage: `evenhand day-order --day 2020-02-28 --reason TEXT [--county 新北市] [--lift-day-rule] [--cancel-delivery]

  Typhoon, holiday (C8): the parity of numbers may be lifted, deliveries cancelled; the 7-day window stays.
  Without --county the order holds for the whole country. Written to the audit trail.`,
  run: async (args, config) => {
    const { values } = parseArgs({
      args,
      options: {
        day: { type: 'string' },
        county: { type: 'string' },
        reason: { type: 'string' },
        'lift-day-rule': { type: 'boolean', default: false },
        'cancel-delivery': { type: 'boolean', default: false },
      },
    });
    const { day, county = '', reason = '' } = values;
    const mistake = findMistake(values);
    if (!day || mistake) {
      printError(`${mistake ?? ''}\n\n${dayOrderCommand.usage}`);
      return 2;
    }
    const order = {
      day,
      county,
      reason,
      lifts_day_rule: values['lift-day-rule'],
      cancels_delivery: values['cancel-delivery'],
    };
    const { now } = createClock(config.today);
    const done = await withDb(config, 'evenhand_app', async (db, { ownerUrl }) => {
      await migrate(ownerUrl);
      await openProgramme(db, config, now().at);
      return orderDay(db, programme, order, now());
    });
    if (isRefusal(done)) {
      printError(`An order for ${day}, ${county || 'the whole country'}, stands already.`);
      return 1;
    }
    print(`Ordered for ${day}, ${county || 'the whole country'}.`);
    return 0;
  },
};
