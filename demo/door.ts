import { forgetLocalCopies } from './local-copies.js';

/** What the demo's server says of whoever asks: may they be an agent here, and which filling with samples is there. */
interface Door {
  readonly open: boolean;
  readonly samples: string;
}

const FILLING = 'nearhand-demo-samples';

/**
 * Settles once this browser may be an agent of the demo. On another computer than the server's the code from its banner
 * is asked for, once. Where the samples were filled in anew since, the local copies of the old ones go first.
 */
export async function passDoor(): Promise<void> {
  const door = await look();
  if (!door) return;
  if (!door.open) await askForCode();
  await heed(door.samples);
}

/** Undefined where there is no such server, or no network: the page then works with what it kept. */
async function look(): Promise<Door | undefined> {
  const answer = await fetch('/demo/door').catch(() => undefined);
  if (!answer?.ok) return undefined;
  return answer.json().catch(() => undefined) as Promise<Door | undefined>;
}

async function heed(samples: string): Promise<void> {
  try {
    const before = localStorage.getItem(FILLING);
    if (before !== null && before !== samples) await forgetLocalCopies();
    localStorage.setItem(FILLING, samples);
  } catch {
    // Where storage is blocked there are no copies either.
  }
}

function askForCode(): Promise<void> {
  const dialog = document.createElement('dialog');
  dialog.className = 'door';
  dialog.setAttribute('closedby', 'none');
  dialog.setAttribute('aria-labelledby', 'door-title');
  dialog.innerHTML = `<form>
    <h1 id="door-title">The demo runs on another computer</h1>
    <p><label for="door-code">Type the code that it printed there when it was started. This device is asked once.</label></p>
    <input id="door-code" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9 ]*" required />
    <p class="wrong" role="alert"></p>
    <button>Go on</button>
  </form>`;
  document.body.append(dialog);
  dialog.addEventListener('cancel', (event) => event.preventDefault());
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.querySelector('form')?.addEventListener('submit', (event) => {
      event.preventDefault();
      void send(dialog).then((passed) => {
        if (!passed) return;
        dialog.remove();
        resolve();
      });
    });
  });
}

/** Whether the code was the right one; what was wrong is said in the dialog. */
async function send(dialog: HTMLDialogElement): Promise<boolean> {
  const field = dialog.querySelector('input');
  const wrong = dialog.querySelector('.wrong');
  const button = dialog.querySelector('button');
  if (!field || !wrong || !button) return false;
  button.disabled = true;
  const answer = await fetch('/demo/door', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: field.value.replace(/\s/g, '') }),
  }).catch(() => undefined);
  button.disabled = false;
  wrong.textContent = wordsFor(answer);
  if (!answer?.ok) field.select();
  return answer?.ok ?? false;
}

function wordsFor(answer: Response | undefined): string {
  if (!answer) return 'The demo cannot be reached. Is it still running?';
  if (answer.status === 429) return 'Too many tries. Wait ten minutes.';
  return answer.ok ? '' : 'That is not the code.';
}
