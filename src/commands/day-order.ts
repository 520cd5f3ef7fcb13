import { parseArgs } from 'node:util';
import { createClock } from '../platform/clock.ts';
import { programme } from '../programme.ts';
import { orderDay } from '../rationing/index.ts';
import { type Command, print, printError } from './command.ts';
import { withDb } from './database.ts';

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
    const { day, county = '', reason } = values;
    const nothing = !values['lift-day-rule'] && !values['cancel-delivery'];
    if (!day || !/^\d{4}-\d{2}-\d{2}$/.test(day) || !reason || nothing) {
      printError(`A day, a reason and what is ordered are needed.\n\n${dayOrderCommand.usage}`);
      return 2;
    }
    const order = {
      day,
      county,
      reason,
      lifts_day_rule: values['lift-day-rule'],
      cancels_delivery: values['cancel-delivery'],
    };
    await withDb(config, 'evenhand_app', (db) =>
      orderDay(db, programme, order, createClock(config.today).now()),
    );
    print(`Ordered for ${day}, ${county || 'the whole country'}.`);
    return 0;
  },
};
