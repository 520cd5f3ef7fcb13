/** JSON schema as far as contracts use it: what TypeBox leaves at run time. */
type Schema = {
  type?: string;
  enum?: unknown[];
  anyOf?: Schema[];
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  required?: string[];
  properties?: Record<string, Schema>;
  patternProperties?: Record<string, Schema>;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  format?: string;
  pattern?: string;
};

type Body = Record<string, unknown>;
export type BadBody = {
  /** what is wrong, for the name of the test */
  what: string;
  /** the field at fault as a dotted path; undefined where the body is refused as a whole */
  field: string | undefined;
  code: 'invalid_input' | 'unknown_field' | 'malformed_body';
  body: unknown;
};

/** Stands for a number that JSON can say and no computer can hold; `textOf` writes it. */
const endless = '<1e999>';
export const textOf = (body: unknown): string => JSON.stringify(body).replaceAll(`"${endless}"`, '1e999');

type Wrong = [what: string, value: unknown, code?: BadBody['code']];

const fits = ({ pattern }: Schema, text: string): boolean =>
  pattern === undefined || new RegExp(pattern, 'u').test(text);

const wrongText = (schema: Schema): Wrong[] => [...wrongForText, ...wrongContent(schema)];

const wrongForText: Wrong[] = [
  ['a number for a string', 2],
  ['a fraction for a string', 0.5],
  ['a list', ['a']],
  ['an object', { a: 1 }],
  ['half a surrogate pair', '\ud800x', 'malformed_body'],
  ['a NUL', 'a\0b', 'malformed_body'],
];

const wrongContent = (schema: Schema): Wrong[] => {
  const { minLength = 0, maxLength, enum: values, format } = schema;
  const needsText = minLength > 0 || values || format || !fits(schema, '');
  return [
    ...(needsText ? ([['no text', '']] as Wrong[]) : []),
    ...(fits(schema, '!') ? [] : ([['not of its form', '!']] as Wrong[])),
    ...(values ? ([['a word that is not listed', 'zz']] as Wrong[]) : []),
    ['over-long', 'x'.repeat((maxLength ?? 300) + 1)],
    ...(format === 'uuid' ? wrongIds : []),
    ...(format === 'date' ? wrongDays : []),
  ];
};

const wrongIds: Wrong[] = [
  ['no uuid', 'x'],
  ['a uuid in capitals, another text than PostgreSQL gives back', '0190A3B4-0000-7000-8000-0000000000AB'],
  ['a uuid as a URN', 'urn:uuid:0190a3b4-0000-7000-8000-0000000000ab'],
  ['a uuid in braces', '{0190a3b4-0000-7000-8000-0000000000ab}'],
];

const wrongDays: Wrong[] = [
  ['a day that does not exist', '2020-02-30'],
  ['an ROC day', '109/02/04'],
  ['an instant', '2020-02-04T00:00:00Z'],
  ['a day of a year that no calendar has', '0000-01-01'],
];

const wrongWholeNumber = ({ minimum = 0, maximum = Number.MAX_SAFE_INTEGER }: Schema): Wrong[] => [
  ['text for a number', '2'],
  ['a fraction', 1.5],
  ['below the least', minimum - 1],
  ['above the most', maximum + 1],
  ['huge', 1e21],
  ['endless', endless],
  ['a list', [1]],
];

const wrongList = ({ items = {}, minItems = 0, maxItems }: Schema): Wrong[] => {
  const one = items.enum?.[0] ?? 'x';
  return [
    ...(minItems > 0 ? ([['an empty list', []]] as Wrong[]) : []),
    ...(maxItems === undefined ? [] : ([['too many', Array(maxItems + 1).fill(one)]] as Wrong[])),
    ['an object', { 0: one }],
    ['text', 'x'],
    ['a number', 2],
  ];
};

/** What is wrong with one that may also be null: what is wrong with the other, but null. */
const wrongUnlessNull = (schema: Schema): Wrong[] => wrongOf(schema).filter(([, value]) => value !== null);

const wrongOf = (schema: Schema): Wrong[] => {
  const nothing: Wrong = ['null', null];
  const [either, or] = schema.anyOf ?? [];
  if (either && or?.type === 'null') return wrongUnlessNull(either);
  if (schema.type === 'array') return [nothing, ['true', true], ...wrongList(schema)];
  if (schema.type === 'boolean') return [nothing, ['text for yes', 'true'], ['1 for yes', 1]];
  if (schema.type === 'integer') return [nothing, ['true', true], ...wrongWholeNumber(schema)];
  if (schema.type === 'object')
    return [nothing, ['true', true], ['text', '2'], ['a number', 2], ['a list', []]];
  return [nothing, ['true', true], ...wrongText(schema)];
};

const dotted = (...parts: string[]): string => parts.filter((part) => part !== '').join('.');

/** The fields inside an object; of a record of items, those that the example names. */
const fieldsOf = (schema: Schema, example: Body): [string, Schema][] => {
  const [ofItem] = Object.values(schema.patternProperties ?? {});
  return [
    ...Object.entries(schema.properties ?? {}),
    ...(ofItem ? Object.keys(example).map((name): [string, Schema] => [name, ofItem]) : []),
  ];
};

const without = (body: Body, name: string): Body =>
  Object.fromEntries(Object.entries(body).filter(([each]) => each !== name));

/** Every way in which one field of a body that is right otherwise can be wrong, nested objects included. */
const badInside = (schema: Schema, example: Body, at: string): BadBody[] => [
  // A capital, since within quantities every small word could be an item.
  {
    what: 'an extra field',
    field: dotted(at, 'Extra'),
    code: 'unknown_field',
    body: { ...example, Extra: 1 },
  },
  ...(schema.required ?? []).map((name): BadBody => {
    const field = dotted(at, name);
    return { what: 'missing', field, code: 'invalid_input', body: without(example, name) };
  }),
  ...fieldsOf(schema, example).flatMap(([name, inner]): BadBody[] => {
    const field = dotted(at, name);
    const own = wrongOf(inner).map(([what, value, code = 'invalid_input']): BadBody => {
      const body = { ...example, [name]: value };
      return { what, code, body, field: code === 'malformed_body' ? undefined : field };
    });
    if (inner.type === 'array') return [...own, ...badItems(inner, example, name, field)];
    if (inner.type !== 'object') return own;
    const nested = badInside(inner, example[name] as Body, field);
    return [...own, ...nested.map((bad) => ({ ...bad, body: { ...example, [name]: bad.body } }))];
  }),
];

/** Every way in which the first of a list can be wrong; the example must have one. */
const badItems = (
  { items = {}, uniqueItems }: Schema,
  example: Body,
  name: string,
  at: string,
): BadBody[] => {
  const [first, ...rest] = example[name] as unknown[];
  const field = dotted(at, '0');
  const withFirst = (value: unknown): Body => ({ ...example, [name]: [value, ...rest] });
  const own = wrongOf(items).map(([what, value, code = 'invalid_input']): BadBody => {
    return { what, code, body: withFirst(value), field: code === 'malformed_body' ? undefined : field };
  });
  if (uniqueItems) {
    const one = first ?? items.enum?.[0];
    const body = { ...example, [name]: [one, one] };
    own.push({ what: 'the same twice', field: at, code: 'invalid_input', body });
  }
  if (items.type !== 'object') return own;
  const nested = badInside(items, first as Body, field);
  return [...own, ...nested.map((bad) => ({ ...bad, body: withFirst(bad.body) }))];
};

export type BadQuery = { what: string; field: string; code: 'invalid_input' | 'unknown_field'; text: string };

/** Bad queries of an operation, each a text behind the question mark; `example` has what must be there. */
export const badQueries = (schema: unknown, example: Record<string, string>): BadQuery[] => {
  const { properties = {}, required = [] } = (schema ?? {}) as Schema;
  const textWith = (query: Body) => new URLSearchParams(query as Record<string, string>).toString();
  const bad = (field: string, what: string, text: string): BadQuery => {
    return { what, field, code: 'invalid_input', text };
  };
  return [
    { what: 'unknown', field: 'extra', code: 'unknown_field', text: textWith({ ...example, extra: '1' }) },
    ...required.map((name) => bad(name, 'missing', textWith(without(example, name)))),
    ...Object.entries(properties).flatMap(([name, each]) => [
      ...wrongContent(each).map(([what, value]) => bad(name, what, textWith({ ...example, [name]: value }))),
      bad(name, 'a NUL', textWith({ ...example, [name]: 'a\0b' })),
      bad(name, 'twice', `${textWith(without(example, name))}&${name}=a&${name}=b`),
    ]),
  ];
};

/** Texts that a place in the address may not hold: each is refused, naming the place. */
export const badPlaces = (schema: unknown): { name: string; values: string[] }[] =>
  Object.entries((schema as Schema).properties ?? {}).map(([name, each]) => ({
    name,
    values: ['x!', '%00', '%20', '-1', "1'or'1'='1", '９', 'x'.repeat(90)].filter(
      (value) =>
        each.enum !== undefined || each.format !== undefined || !fits(each, decodeURIComponent(value)),
    ),
  }));

/** Bad bodies of an operation, generated from its schema and an example that is right. */
export const badBodies = (schema: unknown, example: Body): BadBody[] => [
  ...[null, true, '2', 2, []].map((body): BadBody => {
    return { what: `${JSON.stringify(body)} for a body`, field: undefined, code: 'malformed_body', body };
  }),
  ...badInside(schema as Schema, example, ''),
];
