/** Debian packages that a command of ours needs: installed when absent and we are root, else named so that a person can. */
import { spawnSync } from 'node:child_process';

const missing = (name) =>
  !/^Status: install ok installed$/m.test(spawnSync('dpkg', ['-s', name], { encoding: 'utf8' }).stdout ?? '');

/** Makes sure that the packages are there; ends the process with status 2 and what to do where they cannot be had. */
export const ensureDebian = (packages) => {
  const wanted = packages.filter(missing);
  if (wanted.length === 0) return;
  const advice = `apt-get install ${wanted.join(' ')}`;
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    console.error(`This needs Debian packages; as root: ${advice}`);
    process.exit(2);
  }
  console.error(`installing Debian packages: ${wanted.join(' ')} ...`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 2] }).status === 0;
  const install = () => apt('install', '-y', '-qq', '--no-install-recommends', ...wanted);
  if (install() || (apt('update', '-qq') && install())) return;
  console.error(`${advice} failed: see its message above`);
  process.exit(2);
};
