import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { hashSources } from './hash-sources.ts';

const root = resolve(import.meta.dirname, '..');
const agent = join(root, 'agent');
const dist = join(agent, 'dist');
const stamp = join(dist, '.built-from');
const sources = ['agent/**/*.{ts,js,html,css,json,md}', 'scripts/build-agent.ts', 'LICENSE'];
/** What makes one build another for who runs it. */
const running = ['agent/**/*.{ts,js,html,css,json}'];
/** What the package brings as dependencies of its own, since there is machine code in it. */
const external = ['pcsc-mini', 'graphene-pk11'];

if (import.meta.main) await buildAgentIfStale();

/**
 * Bundles the card agent for Node 20 to `agent/dist` and packs it as `agent/dist/evenhand-agent-VERSION.tgz`,
 * which the server offers for download; unless the last build was of the very same sources. Each other program
 * gets another version, since npx takes what it once had under a name for good.
 */
export async function buildAgentIfStale(): Promise<void> {
  const wanted = hashSources(root, sources, ['agent/dist/**']);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const vite = await import('vite').catch(() => undefined);
  if (!vite) return say('agent: vite is not installed; the download stays as it was last built');
  const begun = performance.now();
  const fresh = join(root, `node_modules/.agent-build-${process.pid}`);
  const packed = join(fresh, 'package/dist');
  try {
    await vite.build({
      configFile: false,
      root: agent,
      publicDir: false,
      logLevel: 'error',
      ssr: { noExternal: true, external },
      build: {
        ssr: true,
        target: 'node20',
        outDir: packed,
        emptyOutDir: true,
        minify: false,
        rolldownOptions: {
          // Said again for a machine that could not build one of them: it is not there to be found external.
          external,
          input: {
            'evenhand-agent': join(agent, 'main.ts'),
            'pkcs11-child': join(agent, 'pkcs11/child.ts'),
          },
          output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
        },
      },
    });
    cpSync(join(agent, 'window'), join(packed, 'window'), { recursive: true });
    chmodSync(join(packed, 'evenhand-agent.mjs'), 0o755);
    pack(fresh, hashSources(root, running, ['agent/dist/**', 'agent/*.fixture.ts']).slice(0, 8));
    writeFileSync(join(packed, '.built-from'), wanted);
    rmSync(dist, { recursive: true, force: true });
    renameSync(packed, dist);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  say(`agent: built in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
}

/** `npm pack` of the folder `package` in `fresh`, without any other machine; the result lies beside the bundle. */
function pack(fresh: string, build: string): void {
  const folder = join(fresh, 'package');
  const described = JSON.parse(readFileSync(join(agent, 'package.json'), 'utf8')) as { version: string };
  const version = `${described.version}-${build}`;
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ ...described, version }, null, 2)}\n`);
  for (const name of ['README.md', 'README.zh-TW.md']) cpSync(join(agent, name), join(folder, name));
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  mkdirSync(join(fresh, 'out'));
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')));
  execFileSync('npm', ['pack', '--offline', '--ignore-scripts', '--silent', '--pack-destination', '../out'], {
    cwd: folder,
    env,
    shell: process.platform === 'win32',
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const file = `evenhand-agent-${version}.tgz`;
  renameSync(join(fresh, 'out', file), join(folder, 'dist', file));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
