import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname } from 'node:path';
import type { ModuleSetting } from '../config.ts';
import type { Call, CallMessage, Result, ResultMessage } from './messages.ts';

type Failed = Extract<Result, { ok: false }> | { ok: false; code: 'time_out' };
export type CardModule = {
  setting: ModuleSetting;
  call: <C extends Call>(call: C) => Promise<AnswerTo<C> | Failed>;
  stop: () => void;
};
type Answers = {
  look: { ok: true; cards: number };
  list: Extract<Result, { tokens: unknown }>;
  sign: Extract<Result, { signature: string }>;
};
type AnswerTo<C extends Call> = Answers[C['do']];

/** What of our own environment a module needs to work; the rest is none of its business. */
const passed = [
  ...['PATH', 'HOME', 'LANG', 'TMPDIR', 'SystemRoot', 'windir', 'TEMP', 'APPDATA', 'LOCALAPPDATA'],
  'PCSCLITE_CSOCK_NAME',
];

/** Windows looks for what a module needs in PATH, not beside the module. */
const pathWith = (folder: string): Record<string, string> =>
  process.platform === 'win32' ? { PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}` } : {};

/**
 * A PKCS#11 module in a process of its own, started with the first call. A call that takes longer than the
 * setting allows ends that process; the next call starts another.
 */
export const openModule = (setting: ModuleSetting, entry: URL, log: (line: string) => void): CardModule => {
  let told: string | undefined;
  /** Once until it is something else: the modules are asked every two seconds. */
  const tell = (why: string | undefined): void => {
    if (why !== undefined && why !== told) log(`${setting.name}: ${why}`);
    told = why;
  };
  let child: ChildProcess | undefined;
  let count = 0;

  const start = (): ChildProcess => {
    const ours = Object.fromEntries(passed.flatMap((name) => [[name, process.env[name]]]));
    const started = fork(entry, [setting.path, setting.reader], {
      env: { ...ours, ...pathWith(dirname(setting.path)), ...setting.env },
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const forget = (): void => {
      if (child === started) child = undefined;
    };
    started.once('exit', forget);
    started.once('error', forget);
    child = started;
    return started;
  };

  const stop = (): void => {
    child?.kill('SIGKILL');
    child = undefined;
  };

  const send = (call: Call): Promise<Result | Failed> =>
    new Promise((resolve) => {
      const used = child ?? start();
      const id_of_call = ++count;
      const finish = (result: Result | Failed): void => {
        clearTimeout(timer);
        tell('why' in result ? result.why : undefined);
        used.off('message', hear);
        used.off('exit', died);
        resolve(result);
      };
      const hear = (message: unknown): void => {
        const { id_of_call: id, result } = message as ResultMessage;
        if (id === id_of_call) finish(result);
      };
      const died = (): void => finish({ ok: false, code: 'read_failed' });
      const timer = setTimeout(() => {
        if (child === used) stop();
        finish({ ok: false, code: 'time_out' });
      }, setting.seconds * 1000);
      used.on('message', hear);
      used.once('exit', died);
      const message: CallMessage = { ...call, id_of_call };
      used.send(message, (error) => {
        if (error) died();
      });
    });

  return {
    setting,
    call: async (call) => {
      if (existsSync(setting.path)) return (await send(call)) as AnswerTo<typeof call> | Failed;
      tell(`there is no file ${setting.path}`);
      return { ok: false, code: 'no_module' };
    },
    stop,
  };
};
