import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { listMissingForReaders } from '../src/card-kit/pcsc.ts';
import { findSoftHsm } from '../src/card-kit/tokens.ts';

/** Something of the operating system that the tests use, by Debian's names. `found` tells where it is. */
export type SystemPart = {
  name: string;
  purpose: string;
  packages: readonly string[];
  found: string | undefined;
};

const CHROMIUM_PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const POSTGRES_15 = '/usr/lib/postgresql/15/bin';
const POSTGRES_15_PROGRAMS = ['initdb', 'pg_ctl', 'postgres', 'pg_dump'];

/** All system parts in the order in which people hear of them, each looked for on this machine. */
function listSystemParts(): SystemPart[] {
  return [
    {
      name: 'Chromium',
      purpose: 'the journeys through the screens',
      packages: ['chromium'],
      found: findChromium(),
    },
    {
      name: 'a font for Chinese',
      purpose: 'screenshots and widths on the screens',
      packages: ['fonts-noto-cjk', 'fontconfig'],
      found: findChineseFont(),
    },
    {
      name: 'PostgreSQL 15',
      purpose: 'the oldest server that Evenhand supports, and pg_dump 15 for db/schema.sql',
      packages: ['postgresql-15', 'postgresql-client-15'],
      found: findPostgres15(),
    },
    {
      name: 'pcscd with virtual readers',
      purpose: 'virtual 健保卡 in real readers',
      packages: ['pcscd', 'vsmartcard-vpcd', 'iproute2', 'util-linux'],
      found: listMissingForReaders().length === 0 ? '/usr/sbin/pcscd' : undefined,
    },
    {
      name: 'SoftHSM',
      purpose: 'virtual cards with certificates',
      packages: ['softhsm2'],
      found: findSoftHsm(),
    },
    {
      name: 'OpenSC and OpenSSL',
      purpose: 'a second opinion on cards and certificates, and the card whose PIN is locked',
      packages: ['opensc', 'opensc-pkcs11', 'openssl'],
      found: findOpenSc(),
    },
    {
      name: 'pkcs11js',
      purpose: 'PKCS#11 for Node, which npm builds with a compiler',
      packages: ['g++', 'make', 'python3'],
      found: findPkcs11(),
    },
  ];
}

/** The parts that are not on this machine. */
export function listMissingParts(): SystemPart[] {
  return listSystemParts().filter((part) => part.found === undefined);
}

/** The sentence with which anything that needs a missing part refuses, naming the command that installs it. */
export function describeMissing(missing: readonly SystemPart[]): string {
  const names = new Intl.ListFormat('en').format(missing.map((part) => part.name));
  const verb = missing.length === 1 ? 'is' : 'are';
  return `${names} ${verb} missing on this machine: run "npm run setup" first.`;
}

/** The path of a Chromium that the journeys can drive. */
export function findChromium(): string | undefined {
  return CHROMIUM_PATHS.find((path) => existsSync(path));
}

/** The folder of Debian's PostgreSQL 15 programs, server and pg_dump. */
export function findPostgres15(): string | undefined {
  const isWhole = POSTGRES_15_PROGRAMS.every((program) => existsSync(join(POSTGRES_15, program)));
  return isWhole ? POSTGRES_15 : undefined;
}

/** The native part of pkcs11js; npm leaves the package out where it cannot build it. */
function findPkcs11(): string | undefined {
  const require = createRequire(import.meta.url);
  try {
    require('pkcs11js');
    return require.resolve('pkcs11js');
  } catch {
    return undefined;
  }
}

function findOpenSc(): string | undefined {
  const programs = ['pkcs11-tool', 'openssl'];
  return programs.every((program) => spawnSync(program, ['--help']).error === undefined)
    ? '/usr/bin/pkcs11-tool'
    : undefined;
}

function findChineseFont(): string | undefined {
  const { stdout } = spawnSync('fc-list', [':lang=zh-tw', 'file'], { encoding: 'utf8' });
  return stdout?.split(':')[0]?.trim() || undefined;
}
