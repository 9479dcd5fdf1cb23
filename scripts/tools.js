import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { findChromium } from './chromium.js';

/** Installs what the tests need from outside npm, where that is possible, or says in one sentence what to do. */
export function ensureTools() {
  const missing = [
    ...(findChromium() ? [] : ['chromium', 'fonts-liberation']),
    ...(hasPostgres() ? [] : ['postgresql']),
  ];
  if (missing.length > 0 && canInstall()) install(missing);
  if (findChromium()) return;
  console.error('The tests need Chromium or Chrome: install one, or set CHROME_PATH to where it is.');
  process.exit(1);
}

function hasPostgres() {
  if (process.env.DATABASE_URL || process.platform !== 'linux') return true;
  const root = '/usr/lib/postgresql';
  return existsSync(root) && readdirSync(root).some((version) => existsSync(`${root}/${version}/bin/initdb`));
}

const canInstall = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

function install(packages) {
  console.log(`Installing ${packages.join(' and ')}…`);
  const apt = (...args) =>
    spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=900', '-qq', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  apt('update');
  apt('install', '-y', '--no-install-recommends', ...packages);
}
