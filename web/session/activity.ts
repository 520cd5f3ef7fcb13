import { onAnswered } from '../api.ts';

/** What the windows of one browser, which share the session, tell each other. */
export type Message =
  | { kind: 'heard'; at: number }
  | { kind: 'entered'; account: string; site: string }
  | { kind: 'left' };

const channel =
  typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('evenhand.session');
let heardAt = Date.now();
let toldAt = 0;

/** When the server last answered any window, by this computer's clock in milliseconds. */
export const lastHeard = (): number => heardAt;

export const announce = (message: Message): void => channel?.postMessage(message);

/** Follows what other windows do; answers a function that ends it. */
export const onAnnounced = (listener: (message: Message) => void): (() => void) => {
  const read = (event: MessageEvent<Message>) => listener(event.data);
  channel?.addEventListener('message', read);
  return () => channel?.removeEventListener('message', read);
};

onAnswered(() => {
  heardAt = Date.now();
  // A counter with a queue gets several answers a second; the others need not hear of each.
  if (heardAt - toldAt < 1_000) return;
  toldAt = heardAt;
  announce({ kind: 'heard', at: heardAt });
});
onAnnounced((message) => {
  if (message.kind === 'heard') heardAt = Math.max(heardAt, message.at);
});
