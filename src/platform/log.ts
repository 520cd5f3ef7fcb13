import { type Logger, pino } from 'pino';

export type Log = Logger;

/**
 * Structured logs without persons: a request is logged by method, route pattern and status, never with its
 * body, query, parameters or headers (R124). Errors carry their type, message and stack; PostgreSQL's
 * `detail` and `where` may quote row values and are left out.
 */
export const createLog = (level: string): Log =>
  pino({
    level,
    base: null,
    serializers: {
      err: (error: Error) => ({ type: error.name, message: error.message, stack: error.stack }),
      req: () => undefined,
      res: () => undefined,
    },
  });
