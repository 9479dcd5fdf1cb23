import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from 'selfsigned';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** A certificate for these addresses, made on the spot and kept in the folder; made anew when the addresses change. */
export async function certificateFor(addresses: readonly string[], folder: string): Promise<Certificate> {
  const file = join(folder, 'certificate.json');
  const kept = await readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as Certificate & { addresses: string[]; expires: number },
    () => undefined,
  );
  if (kept && kept.expires > Date.now() && kept.addresses.join() === addresses.join()) return kept;
  const made = await make(addresses);
  await mkdir(folder, { recursive: true });
  await writeFile(file, JSON.stringify({ ...made, addresses, expires: Date.now() + 300 * DAY }), {
    mode: 0o600,
  });
  return made;
}

const DAY = 86_400_000;

async function make(addresses: readonly string[]): Promise<Certificate> {
  const altNames = [
    { type: 2 as const, value: 'localhost' },
    ...['127.0.0.1', ...addresses].map((ip) => ({ type: 7 as const, ip })),
  ];
  const pems = await generate([{ name: 'commonName', value: 'Nearhand demo' }], {
    keyType: 'ec',
    notAfterDate: new Date(Date.now() + 365 * DAY),
    extensions: [{ name: 'subjectAltName', altNames }],
  });
  return { key: pems.private, cert: pems.cert };
}
