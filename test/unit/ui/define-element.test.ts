import { expect, waitUntil } from '@open-wc/testing';
import { memory } from '../../../plugins/memory/memory.js';
import { createHost } from '../../../src/host/host.js';

describe('defining the elements', () => {
  it('finds the host also where an element is defined before it', async () => {
    const user = { id: 'lena', name: 'Lena', role: 'agent' } as const;
    const around = document.createElement('nearhand-host');
    const inside = document.createElement('nearhand-launcher');
    inside.setAttribute('context', 'test:ticket:1');
    around.append(inside);
    document.body.append(around);
    await import('../../../src/elements/launcher/launcher.js');
    await import('../../../src/elements/host/host.js');
    around.host = createHost({ tenant: crypto.randomUUID(), user, plugins: [memory({ actor: user })] });
    await waitUntil(() => inside.shadowRoot?.querySelector('button')?.disabled === false);
    expect(inside.shadowRoot?.textContent).to.contain('Start remote help');
    around.remove();
  });
});
