const KEY = 'nearhand-demo-settings';

interface Settings {
  scheme: '' | 'light' | 'dark';
  dir: 'ltr' | 'rtl';
}

const FIRST: Settings = { scheme: '', dir: 'ltr' };

/** Where storage is blocked, or holds what is no JSON, the page is as it is at first. */
function read(): Settings {
  try {
    return { ...FIRST, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as object) };
  } catch {
    return FIRST;
  }
}

/** Where storage is blocked, a switch holds until the page is loaded again. */
function keep(settings: Settings): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // Nothing else is lost.
  }
}

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
        current = change(current);
        keep(current);
        apply(current);
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

let current = read();
apply(current);
customElements.define('demo-settings', DemoSettings);
