import type { Answer, Ask } from '../../agent/protocol.ts';

/** Why there is no answer; `not_installed`: nobody answers on this machine. */
export type AgentRefusal = Extract<Answer, { ok: false }> | { ok: false; code: 'not_installed' };
export const notInstalled: AgentRefusal = { ok: false, code: 'not_installed' };

type WatchAsk = Extract<Ask, { ask: 'status' | 'wait' }>;

/** What this ask may come to: the agent's state for who watches it, a signed statement for all others. */
export type ReplyTo<A extends Ask> =
  | AgentRefusal
  | (A extends WatchAsk ? Extract<Answer, { status: unknown }> : Extract<Answer, { signed: unknown }>);
export type AgentReply = ReplyTo<Ask>;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** What belongs to the ask; anything else comes from some other program that has our port. */
export const readAnswer = <A extends Ask>(value: unknown, { ask }: A): ReplyTo<A> | undefined => {
  if (!isObject(value)) return undefined;
  const isAnswer = value['ok']
    ? isObject(value[ask === 'status' || ask === 'wait' ? 'status' : 'signed'])
    : typeof value['code'] === 'string' && typeof value['message'] === 'string';
  return isAnswer ? (value as ReplyTo<A>) : undefined;
};
