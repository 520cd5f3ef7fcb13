import { toAnswer } from './answer.ts';
import { toAsk } from './asks.ts';
import { fault } from './fault.ts';
import type { Operations } from './operations.ts';
import type { Answer } from './protocol.ts';
import type { Language } from './words.ts';

type Given = {
  operations: Operations;
  origins: readonly string[];
  log: (line: string) => void;
  gone: AbortSignal;
};
/** `found`: a card waits for its PIN. */
type WindowReply = Answer | { ok: true; found: { id: string; certificate: string } };
type Row = Record<string, unknown>;

const isPin = (value: unknown): value is string => typeof value === 'string' && /^[!-~]{4,32}$/.test(value);

const passOn = async (body: Row, language: Language, given: Given): Promise<WindowReply | undefined> => {
  const { ask: name, origin, language: _, ...rest } = body;
  const ask = toAsk(name, rest);
  if (!ask || typeof origin !== 'string') return undefined;
  const say = (outcome: Parameters<typeof toAnswer>[0]): Answer => toAnswer(outcome, ask, language);
  if (!given.origins.includes(origin)) return say(fault('origin_refused'));
  if (ask.ask !== 'sign') return say(await given.operations.answer(ask, origin, given.gone));
  const { nonce, card, reader } = ask;
  const waiting = await given.operations.prepare({ origin, nonce, card, reader });
  if (!waiting.ok) given.log(`sign: ${waiting.code}`);
  return waiting.ok ? waiting : say(waiting);
};

/**
 * What the agent's own window asks of it. Only that window may: `origin` is the page's as the browser told the
 * window, checked against the same list. `undefined`: not a request of the window.
 */
export const answerWindow = async (
  name: string,
  body: Row,
  given: Given,
): Promise<WindowReply | undefined> => {
  const language = body['language'] === 'en' ? 'en' : 'zh-TW';
  if (name === 'ask') return passOn(body, language, given);
  const { id, pin, seen } = body;
  if (name === 'watch') {
    const ask = Number.isSafeInteger(seen) ? { ask: 'wait' as const, seen: seen as number } : undefined;
    const outcome = await given.operations.answer(ask ?? { ask: 'status' }, '', given.gone);
    return toAnswer(outcome, { ask: 'status' }, language);
  }
  if (typeof id !== 'string') return undefined;
  if (name === 'cancel') return toAnswer(given.operations.cancel(id), { ask: 'sign' }, language);
  if (name !== 'pin' || !isPin(pin)) return undefined;
  const outcome = await given.operations.sign(id, pin);
  given.log(`sign: ${outcome.ok ? 'done' : outcome.code}`);
  return toAnswer(outcome, { ask: 'sign' }, language);
};
