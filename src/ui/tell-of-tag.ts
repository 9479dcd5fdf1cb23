import { tellDeveloper } from '../host/tell-developer.js';

/** What whoever builds the page is told of a tag's attributes. Loaded when there is something to tell. */
export const tellOfContext = (element: Element, context: string): void =>
  tellDeveloper(
    `<${element.localName} context="${context}">: a context reads system:type:id, such as zendesk:ticket:1234, ` +
      'has no spaces and nothing unseen, and is the same wherever the ticket is shown.',
  );

export const tellOfSession = (element: Element, session: string): void =>
  tellDeveloper(
    `<${element.localName} session="${session}">: that can be no session's id; take it from an event ` +
      '(nearhand-session-created, nearhand-session-open-request) or from the backend.',
  );

const MISSING = {
  context: 'names the ticket as system:type:id, such as zendesk:ticket:1234',
  session:
    'is the id from an event (nearhand-session-created, nearhand-session-open-request) or from the backend',
} as const;

export const tellOfMissing = (element: Element, name: keyof typeof MISSING): void =>
  tellDeveloper(`<${element.localName}> has no \`${name}\`: it ${MISSING[name]}.`);
