import { type Ask, agentAddress, type WindowAsk } from '../../agent/protocol.ts';
import { notInstalled, type ReplyTo, readAnswer } from './reply.ts';
import { languageOfPage, sentence } from './say.ts';

const readyMs = 3_000;
const lookMs = 200;
/** Longer than anything takes but a PIN: a window that was loaded anew has forgotten what it was asked. */
const answerMs = 30_000;
const features = 'popup,width=460,height=560';

type Opened = { it: Window; ready: Promise<boolean>; keep: boolean };

/** The agent's window while it is open; one, whoever asks. */
let opened: Opened | undefined;

/** Listens to what the window says until `take` has what it wants, the window is closed, or time is up. */
const listen = <T>(
  it: Window,
  take: (data: unknown) => T | undefined,
  end: T,
  limitMs = Infinity,
): Promise<T> =>
  new Promise((resolve) => {
    const begun = performance.now();
    const finish = (value: T): void => {
      clearInterval(timer);
      removeEventListener('message', hear);
      resolve(value);
    };
    const hear = ({ source, origin, data }: MessageEvent): void => {
      const taken = source === it && origin === agentAddress ? take(data) : undefined;
      if (taken !== undefined) finish(taken);
    };
    const timer = setInterval(() => {
      if (it.closed || performance.now() - begun > limitMs) finish(end);
    }, lookMs);
    addEventListener('message', hear);
  });

const isOurs = (data: unknown): data is Record<string, unknown> =>
  typeof data === 'object' && data !== null && 'evenhand' in data && data.evenhand === 1;

const isReady = (data: unknown): true | undefined =>
  isOurs(data) && data['ready'] === true ? true : undefined;

const open = (keep: boolean): Opened | undefined => {
  const it = window.open(`${agentAddress}/window`, 'evenhand-agent', features);
  if (!it) return undefined;
  opened = { it, keep, ready: listen(it, isReady, false, readyMs) };
  return opened;
};

/**
 * Asks over the agent's own window, which needs no permission of the browser. `open`: may open it; without,
 * only one that stands open already is asked. `keep`: leave it open for the next ask. `undefined`: there is
 * no window and none may be or could be opened, or it was closed over an ask that only watches.
 */
export const askOverWindow = async <A extends Ask>(
  ask: A,
  options: { open: boolean; keep: boolean },
): Promise<ReplyTo<A> | undefined> => {
  if (opened?.it.closed) opened = undefined;
  const used = opened ?? (options.open ? open(options.keep) : undefined);
  if (!used) return undefined;
  // Whoever only watches its readers neither keeps the window nor closes it.
  used.keep ||= options.open && options.keep;
  if (options.open) used.it.focus();
  if (!(await used.ready)) {
    used.it.close();
    if (opened === used) opened = undefined;
    return notInstalled;
  }
  const id = crypto.getRandomValues(new Uint32Array(4)).join('-');
  const reply = listen<ReplyTo<A> | undefined>(
    used.it,
    (data) =>
      isOurs(data) && data['id'] === id ? (readAnswer(data['answer'], ask) ?? notInstalled) : undefined,
    undefined,
    ask.ask === 'sign' ? Infinity : answerMs,
  );
  const message: WindowAsk = { ...ask, evenhand: 1, id, language: languageOfPage() };
  used.it.postMessage(message, agentAddress);
  const answer = await reply;
  if (options.open && !used.keep) {
    used.it.close();
    opened = undefined;
  }
  // Whoever only watches is not what the window was closed to cancel, and asks in another way.
  if (answer || ask.ask === 'status' || ask.ask === 'wait') return answer;
  return { ok: false, code: 'cancelled', message: sentence('cancelled') };
};
