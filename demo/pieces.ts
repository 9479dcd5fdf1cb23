import { html, render } from 'lit';
import { passDoor } from './door.js';
import './page.js';
import './reset.js';
import { signIn } from './sign-in.js';

await passDoor();
signIn();
await Promise.all([
  import('../src/elements/host/host.js'),
  import('../src/elements/chat/chat.js'),
  import('../src/elements/notes/notes.js'),
  import('../src/elements/files/files.js'),
]);

const place = document.querySelector<HTMLElement>('#pieces');
const host = document.querySelector('nearhand-host');

/** The newest session of the team, open or ended. */
async function newest(): Promise<string | undefined> {
  await host?.updateComplete;
  const signedIn = await fetch(host?.tokenSrc ?? '');
  if (!signedIn.ok) return undefined;
  const { token } = (await signedIn.json()) as { token: string };
  const answer = await fetch('/nearhand/rows/sessions?limit=1', {
    headers: { authorization: `Bearer ${token}` },
  });
  const { rows } = (await answer.json()) as { rows: { id: string }[] };
  return rows[0]?.id;
}

const session = await newest();
if (place) {
  render(
    session
      ? html`<div class="panel tall"><nearhand-chat session=${session}></nearhand-chat></div>
          <div class="panel tall"><nearhand-notes session=${session}></nearhand-notes></div>
          <div class="panel tall"><nearhand-files session=${session}></nearhand-files></div>`
      : html`<p>There is no session yet: start one on the <a href="./ticket.html">ticket page</a>.</p>`,
    place,
  );
}
