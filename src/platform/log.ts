import { type DestinationStream, destination, type Logger, pino } from 'pino';

export type Log = Logger;

/**
 * Structured logs without persons, to a file, a stream, or standard output. A request is logged by method,
 * route pattern and status, never with its body, query, parameters or headers (R124). Errors carry their
 * type, message and stack; PostgreSQL's `detail` and `where` may quote row values and are left out.
 */
export const createLog = (level: string, to?: string | DestinationStream): Log => {
  const stream = typeof to === 'object' ? to : destination({ dest: to ?? 1, mkdir: true, sync: false });
  return pino(
    {
      level,
      base: null,
      serializers: {
        err: (error: Error) => ({ type: error.name, message: error.message, stack: error.stack }),
        req: () => undefined,
        res: () => undefined,
      },
    },
    stream,
  );
};
