import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext } from 'playwright-core';

/**
 * Cuts a browser off the network, WebRTC included, and gives it back. Chromium does all its networking in one process
 * of its own: while that is suspended nothing goes in or out, and the pages run on. Playwright's `setOffline` alone
 * would not do: it leaves UDP untouched. It is set as well, so that the pages hear of it as from a real device.
 */
export class NetworkCut {
  readonly #browser: Browser;
  readonly #context: BrowserContext;
  #suspended: number | undefined;

  constructor(browser: Browser, context: BrowserContext) {
    this.#browser = browser;
    this.#context = context;
  }

  async cut(): Promise<void> {
    await this.#context.setOffline(true);
    this.#suspended = await networkProcess(this.#browser);
    suspend(this.#suspended);
  }

  async restore(): Promise<void> {
    if (this.#suspended) resume(this.#suspended);
    this.#suspended = undefined;
    await this.#context.setOffline(false);
  }
}

async function networkProcess(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const found = processInfo.find(({ id }) => commandOf(id).includes('network.mojom.NetworkService'));
  if (!found) throw new Error('the network process of the browser was not found');
  return found.id;
}

/** The command line of a process; empty where it is gone by now. */
function commandOf(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    if (process.platform === 'win32') {
      return powershell(`(Get-CimInstance Win32_Process -Filter "ProcessId=${pid}").CommandLine`);
    }
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

const suspend = (pid: number): void => signal(pid, 'SIGSTOP', 'NtSuspendProcess');
const resume = (pid: number): void => signal(pid, 'SIGCONT', 'NtResumeProcess');

/** Windows has no such signals, but the same thing under another name. */
function signal(pid: number, name: 'SIGSTOP' | 'SIGCONT', call: string): void {
  if (process.platform !== 'win32') return void process.kill(pid, name);
  powershell(
    `$t = Add-Type -PassThru -Name Nt -MemberDefinition '[DllImport("ntdll.dll")] public static extern int ${call}(IntPtr h);'; ` +
      `$t::${call}((Get-Process -Id ${pid}).Handle)`,
  );
}

const powershell = (command: string): string =>
  execFileSync('powershell', ['-NoProfile', '-Command', command], { encoding: 'utf8', maxBuffer: 1 << 26 });
