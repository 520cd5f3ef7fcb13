import type { RefusalCode } from './words/index.ts';

/** Refusals that are not "409: not as things stand". */
const others = {
  wrong_credentials: 401,
  not_logged_in: 401,
  not_permitted: 403,
  another_site: 403,
  wrong_origin: 403,
  site_not_allotted: 403,
  try_later: 429,
  too_many_checks: 429,
  too_busy: 503,
  fault: 500,
  not_found: 404,
  sale_not_found: 404,
  delivery_not_found: 404,
  malformed_body: 400,
  invalid_input: 400,
  unknown_field: 400,
  body_too_large: 413,
  unsupported_content_type: 415,
  number_malformed: 422,
  passport_malformed: 422,
  number_form_not_yet_issued: 422,
  issuing_country_missing: 422,
  birth_date_malformed: 422,
  birth_date_in_future: 422,
  document_in_hand_missing: 422,
  item_unknown: 422,
  nothing_chosen: 422,
  nothing_changed: 422,
  item_not_stocked: 422,
  reason_missing: 422,
  on_sale_date_out_of_range: 422,
} as const satisfies Partial<Record<RefusalCode, number>>;

/** The HTTP status of a refusal; 422 for what was typed, 409 for what the present state does not allow. */
export const statusOf = (code: RefusalCode): number =>
  (others as Partial<Record<RefusalCode, number>>)[code] ?? 409;
