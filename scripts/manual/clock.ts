import { readFileSync } from 'node:fs';

/**
 * Loaded into the server before its own code, for the manual's pictures only: business time runs ahead of
 * real time by the milliseconds in the file that MANUAL_CLOCK names, so that a picture shows the same minute
 * whenever it is taken. Real time, which sessions and tokens keep, is left alone.
 */
const file = process.env['MANUAL_CLOCK'] ?? '';
const realNow = Temporal.Now.zonedDateTimeISO;

Object.assign(Temporal.Now, {
  zonedDateTimeISO: (zone: string) =>
    realNow.call(Temporal.Now, zone).add({ milliseconds: Number(readFileSync(file, 'utf8')) }),
});
