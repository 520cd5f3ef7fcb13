import type { AnswerOf, BodyOf, Contract, ParamsOf, QueryOf } from './contract.ts';
import { isRefusal, type Refusal } from './errors.ts';
import type { Session } from './session.ts';

export type Answered<T> = { status: number; body: T };
export type Refused = { refusal: Refusal };

/** A refusal put into the language of the request. */
export type SayRefusal = (refusal: Refusal) => {
  code: string;
  message: string;
  params?: Record<string, string | number>;
};

/** What a handler is given. A public route has no session; all others have one that holds the permission. */
export type Asked<C extends Contract> = {
  body: BodyOf<C>;
  params: ParamsOf<C>;
  query: QueryOf<C>;
  session: C['permission'] extends 'public' ? undefined : Session;
  say: SayRefusal;
  /** the client's address behind trusted proxies */
  address: string;
  /** the cookie that came with the request, whatever it is worth */
  token: string | undefined;
  setCookie: (token: string | null) => void;
  /** scheme, host and port of our own pages */
  origin: string;
  /** names the browser before anybody is logged in; sets a cookie when it has none */
  visitor: () => string;
};

export type Handler<C extends Contract> = (asked: Asked<C>) => Promise<Answered<AnswerOf<C>> | Refused>;

/** A contract with its handler; the types inside are checked where `route` is called. */
export type Route = { contract: Contract; handle: (asked: never) => Promise<Answered<unknown> | Refused> };

export const route = <const C extends Contract>(contract: C, handle: Handler<C>): Route => ({
  contract,
  handle,
});

export const answer = <T>(status: number, body: T): Answered<T> => ({ status, body });
export const refused = (refusal: Refusal): Refused => ({ refusal });

/** What a use case answered: a value with its status, or its refusal. */
export const reply = <T>(status: number, done: T | Refusal): Answered<T> | Refused =>
  isRefusal(done) ? refused(done) : answer(status, done);
