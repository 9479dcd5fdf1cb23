/** Who can be signed in to the demo's CRM. */
export const DEMO_AGENTS = [
  { id: 'lena', name: 'Lena Brandt' },
  { id: 'amir', name: 'Amir Haddad' },
] as const;
