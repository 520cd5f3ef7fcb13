import { type Ask, agentAddress } from '../../agent/protocol.ts';
import { askDirectly } from './direct.ts';
import { askOverWindow } from './own-window.ts';
import { notInstalled, type ReplyTo } from './reply.ts';
import { languageOfPage, sentence } from './say.ts';

export type { AgentRefusal, AgentReply, ReplyTo } from './reply.ts';

/** Where the browser stands on pages that talk to programs on this machine; browsers without a say: nothing. */
const askPermission = async (): Promise<PermissionState | undefined> => {
  try {
    return (await navigator.permissions.query({ name: 'loopback-network' as PermissionName })).state;
  } catch {
    return undefined;
  }
};

/** Whether any program has our port. The answer cannot be read, only that there was one. */
const isSomebodyThere = async (): Promise<boolean> => {
  try {
    await fetch(`${agentAddress}/`, { mode: 'no-cors', signal: AbortSignal.timeout(2_000) });
    return true;
  } catch {
    return false;
  }
};

/** Nobody asked for a window when a page only watches its readers. */
const mayOpenWindow = (ask: Ask): boolean =>
  ask.ask !== 'status' && ask.ask !== 'wait' && navigator.userActivation?.isActive !== false;

/** What a failed fetch means, and over the window where the browser keeps the page from this machine. */
const settleFailure = async <A extends Ask>(ask: A): Promise<ReplyTo<A>> => {
  const permission = await askPermission();
  if (permission === 'denied') {
    const reply = await askOverWindow(ask, { open: mayOpenWindow(ask), keep: true });
    return reply ?? { ok: false, code: 'origin_refused', message: sentence('browser_refuses') };
  }
  if (await isSomebodyThere())
    return { ok: false, code: 'origin_refused', message: sentence('agent_refuses') };
  // The prompt was dismissed, or nobody is there: the window tells which.
  const open = permission === 'prompt' && mayOpenWindow(ask);
  return (await askOverWindow(ask, { open, keep: true })) ?? notInstalled;
};

/**
 * Asks the agent of this machine. Never throws. `not_installed`: nobody answers here. Any other refusal
 * carries a sentence in the page's language, to be shown as it is. `sign` opens the agent's own window, so
 * it must come from a click or a key; the others do so only where the browser keeps pages from this machine.
 * An aborted `signal` ends the waiting with `cancelled`; the agent may still finish what it was asked.
 */
export const askAgent = async <A extends Ask>(
  ask: A,
  options: { signal?: AbortSignal } = {},
): Promise<ReplyTo<A>> => {
  if (ask.ask === 'sign') {
    const reply = await askOverWindow(ask, { open: true, keep: false });
    return reply ?? { ok: false, code: 'cancelled', message: sentence('window_blocked') };
  }
  const overWindow = await askOverWindow(ask, { open: false, keep: true });
  if (overWindow) return overWindow;
  const direct = await askDirectly(ask, { language: languageOfPage(), signal: options.signal });
  if (direct.kind === 'answered') return direct.answer;
  if (direct.kind === 'aborted') return { ok: false, code: 'cancelled', message: sentence('cancelled') };
  if (direct.kind === 'failed') return settleFailure(ask);
  const undecided = (await askPermission()) === 'prompt' && !(await isSomebodyThere());
  return { ok: false, code: 'time_out', message: sentence(undecided ? 'undecided' : 'time_out') };
};
