/** Says so where the page needs the demo's server and stands on a static site that has none. */
export async function noteWithoutServer(): Promise<void> {
  const answer = await fetch('/nearhand/health').catch(() => undefined);
  // No answer at all is a lost network: the page then works with what it kept.
  if (!answer || (await isServer(answer))) return;
  const note = document.createElement('p');
  note.className = 'note';
  note.setAttribute('role', 'alert');
  const link = document.createElement('a');
  link.href = './mocked/ticket.html';
  link.textContent = 'the ticket page without a server';
  note.append(
    'This page needs the demo’s server, which is not here: run npm start. Here you can try ',
    link,
    '.',
  );
  document.body.prepend(note);
}

async function isServer(answer: Response): Promise<boolean> {
  const body: unknown = await answer.json().catch(() => undefined);
  return typeof body === 'object' && body !== null && ('status' in body || 'code' in body);
}
