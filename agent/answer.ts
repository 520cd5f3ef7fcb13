import type { Outcome } from './operations.ts';
import type { Answer } from './protocol.ts';
import { type Asked, type Language, sentenceOf } from './words.ts';

/** The outcome with its words. */
export const toAnswer = (outcome: Outcome, asked: Asked, language: Language): Answer => {
  if (!outcome.ok) return { ...outcome, message: sentenceOf(outcome, asked, language) };
  if (!('status' in outcome)) return outcome;
  const { advice: code } = outcome.status;
  const advice = code && { code, message: sentenceOf({ code }, { ask: 'status' }, language) };
  return { ok: true, status: { ...outcome.status, advice } };
};
