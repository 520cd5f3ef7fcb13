import { hostname } from 'node:os';
import type { Config } from './config.ts';
import { type Fault, fault, within } from './fault.ts';
import type { Gate } from './gate.ts';
import type { Health } from './health.ts';
import type { WorkstationKey } from './key.ts';
import type { Pcsc } from './pcsc.ts';
import type { CardModule } from './pkcs11/module.ts';
import { type AgentFault, type AgentStatus, type Ask, type Signed, samText } from './protocol.ts';
import { readCitizen } from './read-citizen.ts';
import type { Sam } from './sam.ts';
import { type Prepared, prepareSign, type SignAsk, signPrepared } from './sign.ts';

export type Parts = {
  version: string;
  config: Config;
  health: Health;
  pcsc: Pcsc;
  modules: readonly CardModule[];
  key: WorkstationKey;
  sam: Sam;
  gate: Gate;
  now: () => Date;
};

/** The status before its advice has words. */
export type Status = Omit<AgentStatus, 'advice'> & { advice: AgentFault | null };
export type Outcome = { ok: true; signed: Signed } | { ok: true; status: Status } | Fault;
/** `certificate`: its name, to show whose PIN is asked for. */
export type Waiting = { ok: true; found: { id: string; certificate: string } };

export type Operations = {
  /** Everything but `sign`. */
  answer: (ask: Exclude<Ask, { ask: 'sign' }>, origin: string, gone: AbortSignal) => Promise<Outcome>;
  prepare: (asked: SignAsk) => Promise<Waiting | Fault>;
  /** A wrong PIN may be given again; after anything else the ask is done with. */
  sign: (id: string, pin: string) => Promise<Outcome>;
  cancel: (id: string) => Fault;
};

const waitMs = 20_000;
/** While somebody waits, modules are asked this often whether cards came or went. */
const lookMs = 2_000;
/** A status is told without a module that takes longer to look. */
const shortMs = 1_500;
/** How long a card that was found waits for its PIN. */
const pinMs = 5 * 60 * 1000;

export const moduleId = (index: number): string => `module ${index}`;

/** What is wrong just now whatever is asked next: what keeps 健保卡 from being read first. */
const findAdvice = ({ config, pcsc, health }: Parts, signing: AgentFault | null): AgentFault | null => {
  const readers = health.readers().filter(({ way }) => way !== 'pkcs11');
  if (config.local_reader) return readers.some(({ state }) => state === 'gone') ? 'no_service' : signing;
  if (!pcsc.isUp()) return 'no_service';
  if (!readers.some(({ state }) => state !== 'gone')) return 'no_reader';
  const open = pcsc.readers().filter(({ setting, present }) => present && setting.slot !== 'staff');
  return open.length > 0 && open.every(({ knownOther }) => knownOther) ? 'unknown_card' : signing;
};

/** `look`: asks the modules whether there are cards, unless that was asked a moment ago. */
const createLooking = ({ modules, health, gate }: Parts) => {
  let last = -Infinity;
  let running: Promise<void> | undefined;
  /** why a module is not to be had, the first that is not */
  let trouble: AgentFault | null = null;
  const look = async (): Promise<void> => {
    let found: AgentFault | null = null;
    for (const [i, module] of modules.entries()) {
      if (gate.isShut()) return;
      const answer = await module.call({ do: 'look' });
      const isGone = !answer.ok && (answer.code === 'no_module' || answer.code === 'no_signing');
      if (isGone) found ??= answer.code;
      const filled = answer.ok && answer.cards > 0 ? 'card' : 'empty';
      health.setState(moduleId(i), answer.ok ? filled : isGone ? 'gone' : 'busy');
    }
    trouble = found;
  };
  return {
    look: async (): Promise<void> => {
      if (running) return running;
      if (performance.now() - last < lookMs / 2) return;
      running = look().finally(() => {
        last = performance.now();
        running = undefined;
      });
      return running;
    },
    trouble: () => trouble,
    /** A module that looks has the cards: a read waits for it rather than finding them in use by ourselves. */
    settled: async (): Promise<void> => {
      if (running) await within(shortMs, running);
    },
  };
};

/** What the agent does, in order of the protocol. Who may ask was settled before. */
export const createOperations = (parts: Parts): Operations => {
  const { version, health, modules, key, sam, gate, now } = parts;
  const { look, settled, trouble } = createLooking(parts);
  let prepared: { it: Prepared; until: number } | undefined;

  const status = (): Outcome => ({
    ok: true,
    status: {
      version,
      workstation: key.workstation,
      machine: hostname(),
      sam: sam.isPresent() ? 'present' : 'absent',
      seen: health.seen(),
      readers: health.readers(),
      advice: findAdvice(parts, trouble()),
    },
  });

  const wait = async (seen: number, gone: AbortSignal): Promise<Outcome> => {
    if (health.isCrowded()) return fault('agent_busy');
    const timer = setInterval(() => void look(), lookMs);
    try {
      await health.whenChanged(seen, waitMs, gone);
    } finally {
      clearInterval(timer);
    }
    return status();
  };

  const read = async (
    { ask, nonce }: Extract<Ask, { ask: 'citizen' | 'nhi_log_in' }>,
    origin: string,
  ): Promise<Outcome> => {
    await settled();
    const read = await readCitizen(parts, ask === 'nhi_log_in');
    if (!read.ok) return read;
    const { reader, number, birth_date } = read;
    const common = { origin, nonce, at: now().toISOString(), reader, number };
    const signed =
      ask === 'citizen'
        ? key.sign({ ...common, kind: 'citizen-read/1', birth_date })
        : key.sign({ ...common, kind: 'nhi-log-in/1' });
    return { ok: true, signed };
  };

  const proveSam = (origin: string, nonce: string): Outcome => {
    const proof = sam.sign(samText({ origin, nonce, workstation: key.workstation }));
    if (!proof.ok) return proof;
    const { certificate, signature } = proof;
    const at = now().toISOString();
    return { ok: true, signed: key.sign({ kind: 'sam/1', origin, nonce, at, certificate, signature }) };
  };

  const sign = async (id: string, pin: string): Promise<Outcome> => {
    const { it, until } = prepared ?? {};
    if (!it || it.id !== id || until === undefined) return fault('cancelled');
    if (until < now().getTime()) return fault('time_out');
    const index = modules.indexOf(it.found.module);
    const signed = await signPrepared(it, pin, now());
    if (!signed.ok) {
      if (signed.code !== 'pin_wrong') prepared = undefined;
      health.count(moduleId(index), 'failures');
      return signed;
    }
    prepared = undefined;
    health.count(moduleId(index), 'reads');
    health.sawCard(moduleId(index), it.asked.card);
    const { cms, record } = signed;
    const at = now().toISOString();
    return { ok: true, signed: key.sign({ kind: 'certificate-log-in/1', ...it.asked, at, cms, record }) };
  };

  return {
    answer: async (ask, origin, gone) => {
      switch (ask.ask) {
        case 'status':
          await within(shortMs, look());
          return status();
        case 'wait':
          return wait(ask.seen, gone);
        case 'enrol': {
          const at = now().toISOString();
          const statement = {
            kind: 'enrolment/1',
            origin,
            nonce: ask.nonce,
            at,
            machine: hostname(),
          } as const;
          return { ok: true, signed: key.sign(statement) };
        }
        case 'sam':
          return gate.through(async () => proveSam(origin, ask.nonce));
        case 'citizen':
        case 'nhi_log_in':
          return gate.through(() => read(ask, origin));
      }
    },
    prepare: async (asked) => {
      const it = await gate.through(() => prepareSign(asked, parts));
      if (!it.ok) return it;
      prepared = { it, until: now().getTime() + pinMs };
      return { ok: true, found: { id: it.id, certificate: it.found.certificate.name } };
    },
    sign: (id, pin) => gate.through(() => sign(id, pin)),
    cancel: (id) => {
      if (prepared?.it.id === id) prepared = undefined;
      return fault('cancelled');
    },
  };
};
