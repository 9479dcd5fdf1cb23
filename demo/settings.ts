const KEY = 'nearhand-demo-settings';

interface Settings {
  scheme: '' | 'light' | 'dark';
  dir: 'ltr' | 'rtl';
}

const read = (): Settings => ({
  scheme: '',
  dir: 'ltr',
  ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as object),
});

function apply({ scheme, dir }: Settings): void {
  document.documentElement.style.colorScheme = scheme || 'light dark';
  document.documentElement.dir = dir;
}

/** Switches of the demo's pages: light or dark, left-to-right or right-to-left. */
class DemoSettings extends HTMLElement {
  connectedCallback(): void {
    const toggle = (label: string, change: (settings: Settings) => Settings) => {
      const button = document.createElement('button');
      button.textContent = label;
      button.addEventListener('click', () => {
        const next = change(read());
        localStorage.setItem(KEY, JSON.stringify(next));
        apply(next);
      });
      return button;
    };
    const isDark = () => matchMedia('(prefers-color-scheme: dark)').matches;
    this.replaceChildren(
      toggle('Light / dark', (settings) => ({
        ...settings,
        scheme: (settings.scheme || (isDark() ? 'dark' : 'light')) === 'dark' ? 'light' : 'dark',
      })),
      toggle('LTR / RTL', (settings) => ({ ...settings, dir: settings.dir === 'ltr' ? 'rtl' : 'ltr' })),
    );
  }
}

apply(read());
customElements.define('demo-settings', DemoSettings);
