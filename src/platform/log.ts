import { destination, type Logger, pino } from 'pino';

export type Log = Logger;

/**
 * Structured logs without persons, to a file or to standard output: a request is logged by method, route pattern and status, never with its
 * body, query, parameters or headers (R124). Errors carry their type, message and stack; PostgreSQL's
 * `detail` and `where` may quote row values and are left out.
 */
export const createLog = (level: string, file?: string): Log =>
  pino(
    {
      level,
      base: null,
      serializers: {
        err: (error: Error) => ({ type: error.name, message: error.message, stack: error.stack }),
        req: () => undefined,
        res: () => undefined,
      },
    },
    destination({ dest: file ?? 1, mkdir: true, sync: false }),
  );
