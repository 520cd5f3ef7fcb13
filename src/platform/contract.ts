import Type, { type Static, type TSchema } from 'typebox';

/**
 * One operation of the API, said once: validation, serialisation, OpenAPI and the web's types all read it.
 *
 * `permission` is `public` or a typed string with a reach, as `sale:make:own-site`. A route without one
 * does not exist: the type asks for it, and the server refuses to boot when a role table misses it.
 */
export type Contract = {
  method: 'GET' | 'POST' | 'DELETE';
  path: `/${string}`;
  permission: string;
  summary: string;
  body?: TSchema;
  params?: TSchema;
  query?: TSchema;
  /** bytes of the body, where it may be larger than others: an upload */
  bodyLimit?: number;
  /** The successful answers by status. Refusals always have the shape `Problem`. */
  answers: Record<number, TSchema>;
};

/** 32 bytes as base64url: a challenge, a public key. */
export const Bytes32 = Type.String({ pattern: '^[\\w-]{43}$' });

export const contract = <const C extends Contract>(declared: C): C => declared;

/** The request body of a contract as TypeScript sees it; `undefined` when it has none. */
export type BodyOf<C extends Contract> = C['body'] extends TSchema ? Static<C['body']> : undefined;
export type QueryOf<C extends Contract> = C['query'] extends TSchema ? Static<C['query']> : undefined;
export type ParamsOf<C extends Contract> = C['params'] extends TSchema ? Static<C['params']> : undefined;
/** Any successful answer of a contract. */
export type AnswerOf<C extends Contract> = {
  [S in keyof C['answers']]: C['answers'][S] extends TSchema ? Static<C['answers'][S]> : never;
}[keyof C['answers']];

/** An object that refuses every field it does not name. */
export const Closed = <P extends Parameters<typeof Type.Object>[0]>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });

export const OrNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** A Taipei calendar day, ISO: `2020-02-04`. The words, not the wire, turn it into 109/02/04. */
export const Day = Type.String({
  format: 'date',
  // `format` alone takes the year 0000, which no calendar of PostgreSQL has.
  pattern: '^[1-9]',
  description: 'Taipei calendar day, ISO 8601',
});
/** An instant with offset, ISO: `2020-02-04T16:26:00+08:00`. */
export const Instant = Type.String({ format: 'date-time', description: 'instant, ISO 8601 with offset' });
export const RequestId = Type.String({
  format: 'uuid',
  // As PostgreSQL writes it: `format` alone takes capitals and urn:uuid:, which would be another text.
  pattern: '^[0-9a-f-]{36}$',
  description: 'made by the client before sending (UUIDv7); the same id is the same request',
});

/** A reason or a note in a person's words: at least two signs that are not blanks. */
export const Remark = Type.String({ minLength: 2, maxLength: 200, pattern: '\\S.*\\S' });

/** Whole pieces by item code, as `{ "adult_mask": 2, "child_mask": 0 }`. */
export const Quantities = Type.Record(
  Type.String({ pattern: '^[a-z][a-z_]{0,31}$' }),
  Type.Integer({ minimum: 0, maximum: 100_000 }),
  { maxProperties: 16, additionalProperties: false },
);
export type Quantities = Static<typeof Quantities>;

/** What every refusal and fault looks like on the wire. Programs switch on `code`, never on `message`. */
export const Problem = Closed({
  code: Type.String(),
  message: Type.String({ description: 'a sentence for the clerk, in the language of the request' }),
  field: Type.Optional(Type.String({ description: 'the field at fault, as a dotted path' })),
  params: Type.Optional(
    Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]), {
      description: 'the values inside the sentence',
    }),
  ),
  request_id: Type.String({ description: 'to quote when asking for help; stands in the log' }),
});
export type Problem = Static<typeof Problem>;
