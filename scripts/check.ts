import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { describeMissing, listMissingParts } from './system-parts.ts';

type Step = {
  name: string;
  command: string;
  args: string[];
  /** what a step that read nothing says while it exits with 0 */
  emptyWhen?: RegExp;
};

const root = resolve(import.meta.dirname, '..');

process.exitCode = check();

/** Everything that is wrong without running the program: returns 1 at the first step that fails. */
function check(): number {
  const missing = listMissingParts();
  if (missing.length > 0) {
    process.stderr.write(`${describeMissing(missing)}\n`);
    return 1;
  }
  return listSteps().every(runStep) ? 0 : 1;
}

function listSteps(): Step[] {
  const colors = process.stdout.isTTY ? 'force' : 'off';
  const steps: Step[] = [
    { name: 'format and lint', command: 'biome', args: ['ci', `--colors=${colors}`, '.'] },
    { name: 'types', command: 'tsc', args: ['-p', 'tsconfig.json'] },
    { name: 'types of the journeys', command: 'tsc', args: ['-p', 'test/journeys/tsconfig.json'] },
  ];
  if (hasWeb()) steps.push({ name: 'types of the web', command: 'tsc', args: ['-p', 'web/tsconfig.json'] });
  return [
    ...steps,
    {
      name: 'imports',
      command: 'depcruise',
      args: ['--config', '.dependency-cruiser.cjs', 'src', 'web', 'agent'],
      emptyWhen: /\(0 modules/,
    },
    { name: 'web budget', command: process.execPath, args: ['scripts/web-budget.ts'] },
    { name: 'schema dump', command: process.execPath, args: ['scripts/dump-schema.ts', '--check'] },
  ];
}

function hasWeb(): boolean {
  const files = globSync('web/**/*.{ts,tsx}', { cwd: root, exclude: ['**/node_modules/**', '**/dist/**'] });
  return existsSync(join(root, 'web/tsconfig.json')) && files.length > 0;
}

function runStep({ name, command, args, emptyWhen }: Step): boolean {
  const begun = performance.now();
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}` },
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  });
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const passed = status === 0 && !emptyWhen?.test(stdout);
  process.stdout.write(`${passed ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)\n`);
  if (!passed) process.stderr.write(`${stdout ?? ''}${stderr ?? ''}${error ? `${error.message}\n` : ''}`);
  return passed;
}
