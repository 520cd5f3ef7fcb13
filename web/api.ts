import type { Contracts } from '../src/contracts.ts';
import type { AnswerOf, BodyOf, ParamsOf, Problem, QueryOf } from '../src/platform/contract.ts';

export type { Problem } from '../src/platform/contract.ts';

/** Method and path of every operation; a line that differs from its contract does not compile. */
const routes = {
  logIn: 'POST /api/session',
  viewSession: 'GET /api/session',
  logOut: 'DELETE /api/session',
  viewCounter: 'GET /api/counter',
  checkPurchase: 'POST /api/checks',
  sell: 'POST /api/sales',
  listDaySales: 'GET /api/sales',
  voidSale: 'POST /api/sales/:request_id/void',
  viewStock: 'GET /api/stock',
  confirmArrival: 'POST /api/stock/arrivals',
  markNotArrived: 'POST /api/stock/deliveries/:delivery_id/not-arrived',
  correctStock: 'POST /api/stock/corrections',
  listMovements: 'GET /api/stock/movements',
} as const satisfies { [N in keyof Contracts]: `${Contracts[N]['method']} ${Contracts[N]['path']}` };

export type Operation = keyof Contracts;
export type Answer<N extends Operation> = AnswerOf<Contracts[N]>;
type Part<Name extends string, T> = T extends undefined ? unknown : { [K in Name]: T };
export type Input<N extends Operation> = Part<'body', BodyOf<Contracts[N]>> &
  Part<'params', ParamsOf<Contracts[N]>> &
  Part<'query', QueryOf<Contracts[N]>>;

/** Why it is not known whether the server did what it was asked. */
export type Doubt = 'network' | 'time_out' | 'fault';

/**
 * What became of a request. `refused`: the server said no and did nothing. `unknown`: no answer, or a 5xx,
 * or an answer that is not ours (a proxy's page); it may have been done or not.
 */
export type Reply<T> =
  | { kind: 'answered'; status: number; value: T }
  | { kind: 'refused'; status: number; problem: Problem }
  | { kind: 'unknown'; doubt: Doubt; problem?: Problem };

const patienceMs = 8_000;

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' &&
  value !== null &&
  'code' in value &&
  typeof value.code === 'string' &&
  'message' in value;

/** Reads an answer of the server; anything that is not JSON of ours leaves us in doubt. */
export const readReply = async <T>(response: Response): Promise<Reply<T>> => {
  const { status } = response;
  if (status === 204) return { kind: 'answered', status, value: null as T };
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  const value: unknown = isJson ? await response.json() : undefined;
  if (response.ok && isJson) return { kind: 'answered', status, value: value as T };
  if (status >= 400 && status < 500 && isProblem(value)) return { kind: 'refused', status, problem: value };
  return { kind: 'unknown', doubt: 'fault', ...(isProblem(value) && { problem: value }) };
};

type Parts = {
  body?: unknown;
  params?: Record<string, string>;
  query?: Record<string, string | undefined>;
};

/** `/api/sales/:request_id/void` with its parameters, and a query of what is defined. */
const addressOf = (path: string, { params, query }: Parts): string => {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params?.[name] ?? ''));
  const given = Object.entries(query ?? {}).filter((each): each is [string, string] => each[1] !== undefined);
  return given.length === 0 ? filled : `${filled}?${new URLSearchParams(given)}`;
};

let language = 'zh-TW';
/** The language in which the server's own sentences come; the words of the screen are not its business. */
export const askInLanguage = (chosen: string): void => {
  language = chosen;
};

/** Sends one request and waits at most 8 s. Never throws: see `Reply`. */
export const call = async <N extends Operation>(name: N, input: Input<N>): Promise<Reply<Answer<N>>> => {
  const [method = 'GET', path = ''] = routes[name].split(' ');
  const parts = input as Parts;
  try {
    const response = await fetch(addressOf(path, parts), {
      method,
      credentials: 'same-origin',
      headers: {
        'Accept-Language': language,
        Accept: 'application/json',
        ...(parts.body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(parts.body !== undefined && { body: JSON.stringify(parts.body) }),
      signal: AbortSignal.timeout(patienceMs),
    });
    return await readReply<Answer<N>>(response);
  } catch (error) {
    const late = error instanceof DOMException && error.name === 'TimeoutError';
    return { kind: 'unknown', doubt: late ? 'time_out' : 'network' };
  }
};
