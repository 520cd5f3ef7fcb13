import type { Outcome } from './operations.ts';
import type { Answer, Ask } from './protocol.ts';
import { type Language, sentenceOf } from './words.ts';

/** The outcome with its words. */
export const toAnswer = (outcome: Outcome, ask: Ask['ask'], language: Language): Answer => {
  if (!outcome.ok) return { ...outcome, message: sentenceOf(outcome, ask, language) };
  if (!('status' in outcome)) return outcome;
  const { advice: code } = outcome.status;
  const advice = code && { code, message: sentenceOf({ code }, 'status', language) };
  return { ok: true, status: { ...outcome.status, advice } };
};
