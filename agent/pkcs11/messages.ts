/** What the agent and the process with a PKCS#11 module in it say to each other. Bytes in base64. */
export type FoundToken = {
  /** tells the token from others in the same module while both are there */
  serial: string;
  label: string;
  pin_locked: boolean;
  certificates: { der: string; id: string }[];
};

export type Call =
  /** are there cards? */
  { do: 'look' } | { do: 'list' } | { do: 'sign'; serial: string; id: string; pin: string; bytes: string };

export type Result =
  | { ok: true; cards: number }
  | { ok: true; tokens: FoundToken[] }
  | { ok: true; signature: string; record: { label: string; bytes: string } | null }
  | {
      ok: false;
      code:
        | 'no_module'
        | 'no_signing'
        | 'read_failed'
        | 'card_removed'
        | 'no_certificate'
        | 'pin_wrong'
        | 'pin_locked';
      tries_left?: number;
      /** for the log: what the system said, without anything of a person */
      why?: string;
    };

export type CallMessage = Call & { id_of_call: number };
export type ResultMessage = { id_of_call: number; result: Result };
