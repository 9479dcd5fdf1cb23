/** One text to one address; the words come from a template that the server knows, so that a page cannot send free text. */
export interface Delivery {
  readonly id: string;
  readonly channel: 'sms' | 'email';
  /** E.164 for `sms`, an address for `email`. */
  readonly to: string;
  readonly template: 'invitation' | 'recording-request';
  readonly values: Readonly<Record<string, string>>;
}

export interface DeliveryReceipt {
  readonly id: string;
  readonly status: 'queued' | 'sent' | 'delivered' | 'failed';
}

/** Takes invitations to phones and mailboxes. Always through a server: a page holds no provider's secret. */
export interface MessagingPort {
  readonly channels: readonly Delivery['channel'][];
  send(delivery: Delivery, signal: AbortSignal): Promise<DeliveryReceipt>;
}
