import type { Answer } from '../../agent/protocol.ts';

/** What the agent answered; `not_installed`: nobody answers on this machine. */
export type AgentReply = Answer | { ok: false; code: 'not_installed' };

/** The language the page is shown in. */
export const languageOfPage = (): 'zh-TW' | 'en' =>
  document.documentElement.lang.startsWith('en') ? 'en' : 'zh-TW';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** An answer of the agent; anything else comes from some other program that has our port. */
export const readAnswer = (value: unknown): Answer | undefined => {
  if (!isObject(value)) return undefined;
  const isAnswer = value['ok']
    ? isObject(value['signed']) || isObject(value['status'])
    : typeof value['code'] === 'string' && typeof value['message'] === 'string';
  return isAnswer ? (value as Answer) : undefined;
};
