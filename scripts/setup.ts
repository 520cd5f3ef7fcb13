import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { listMissingParts, type SystemPart } from './system-parts.ts';

/**
 * Debian makes and starts a server of its own when its PostgreSQL is installed for the first time, and starts
 * pcscd. The tests start theirs themselves, so for as long as the installation runs two notes forbid that; a
 * policy for daemons that the machine has already is kept. What was there before is not touched. $@ are the
 * packages.
 */
const INSTALL = `
set -e
note=/etc/postgresql-common/createcluster.d/evenhand-setup.conf
policy=/usr/sbin/policy-rc.d
own=
trap 'rm -f "$note" $own' EXIT
if [ ! -e "$policy" ]; then
  own="$policy"
  printf '#!/bin/sh\\ncase "$1" in pcscd*) exit 101 ;; esac\\nexit 0\\n' > "$policy"
  chmod 755 "$policy"
fi
mkdir -p "\${note%/*}"
echo 'create_main_cluster = false' > "$note"
export DEBIAN_FRONTEND=noninteractive
apt-get update
apt-get install -y --no-install-recommends "$@"
`;

process.exitCode = setUp();

function setUp(): number {
  if (hasCompiler()) buildPkcs11();
  const missing = listMissingParts();
  if (missing.length === 0) return say(0, 'Everything that the tests need is installed.');
  const packages = missing.flatMap((part) => part.packages);
  say(0, `The tests need from the system:\n${missing.map(describe).join('\n')}`);
  if (!existsSync('/usr/bin/apt-get')) {
    return say(1, 'This system has no apt-get: install these with its own package manager.');
  }
  const asRoot = findWayToRoot();
  if (!asRoot) {
    return say(1, `Only root may install them: run "sudo ${process.execPath} ${import.meta.filename}".`);
  }
  const [command, ...args] = [...asRoot, 'sh', '-c', INSTALL, 'setup', ...packages];
  const { status } = spawnSync(command ?? '', args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status === 0) buildPkcs11();
  const still = listMissingParts();
  if (status === 0 && still.length === 0) return say(0, 'Everything that the tests need is installed now.');
  const names = (still.length > 0 ? still : missing).map((part) => part.name).join(', ');
  return say(
    1,
    `Not installed: ${names}. The packages are those of Debian 12; apt-get says above what failed.`,
  );
}

function hasCompiler(): boolean {
  return ['g++', 'make', 'python3'].every((name) => spawnSync(name, ['--version']).error === undefined);
}

/** npm left pkcs11js out when it found no compiler; where there is one now, it is asked again. Needs no root. */
function buildPkcs11(): void {
  if (!listMissingParts().some(({ name }) => name === 'pkcs11js')) return;
  const cwd = resolve(import.meta.dirname, '..');
  spawnSync('npm', ['install', '--no-save'], { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
}

function describe({ name, purpose, packages }: SystemPart): string {
  return `  ${name} (${packages.join(', ')}): ${purpose}`;
}

/** The words to put before a command so that root runs it, without ever asking for a password. */
function findWayToRoot(): string[] | undefined {
  if (process.getuid?.() === 0) return [];
  return spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n'] : undefined;
}

function say(code: number, text: string): number {
  (code === 0 ? process.stdout : process.stderr).write(`${text}\n`);
  return code;
}
