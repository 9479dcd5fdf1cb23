/** What the vendor's page knows of the ticket that the user looks at. */
export interface TicketContext {
  readonly context: string;
  readonly title: string;
}

/** Something worth keeping in the ticket itself. */
export interface Evidence {
  readonly sessionId: string;
  readonly kind: 'summary' | 'note' | 'snapshot' | 'recording';
  readonly text: string;
  readonly url?: string;
}

/** The way back into the CRM or helpdesk. */
export interface TicketPort {
  context(signal: AbortSignal): Promise<TicketContext>;
  append(evidence: Evidence, signal: AbortSignal): Promise<void>;
}
