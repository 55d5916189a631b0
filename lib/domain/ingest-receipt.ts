/** Why spans of a request were not kept. */
export type Rejection = {
  /** In words, at most 300 characters; within one list no two are the same. */
  readonly reason: string;
  /** How many spans; 0 when the whole request was refused and nobody knows what was in it. */
  readonly spans: number;
  /** Name or id of one such span, at most 200 characters; null when none could be read. */
  readonly sample: string | null;
};

/** Who sent a request, and when it arrived by this server's clock. */
export type Arrival = {
  readonly projectId: number;
  readonly keyId: number;
  readonly receivedAt: Date;
};

/** One request with the size of what it brought. */
export type Delivery = Arrival & {
  /** Of the body after decompression. */
  readonly bytes: number;
  /** Of the body as it came. */
  readonly wireBytes: number;
};

/** What one request brought, before it is known which of its spans were there already. */
export type IngestReceipt = Delivery & {
  /** Spans found in the body. */
  readonly received: number;
  /** Costliest first. */
  readonly rejected: readonly Rejection[];
  /** Spans among those kept that started more than an hour before they arrived. */
  readonly late: number;
};

/** The receipt after the commit: received = stored + duplicate + all rejected spans. */
export type IngestEntry = IngestReceipt & {
  readonly stored: number;
  readonly duplicate: number;
  /** Characters that this request added to the store; what was there already is not counted. */
  readonly storedBytes: number;
};
