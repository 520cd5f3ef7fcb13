/** Everything that can be wrong with a list of sites; an error rejects its line, a warning does not. */
const severities = {
  // the file
  header_missing: 'error',
  header_unknown: 'error',
  column_missing: 'error',
  column_repeated: 'error',
  column_unknown: 'warning',
  // the line
  not_utf8: 'error',
  line_too_long: 'error',
  quotes_malformed: 'error',
  field_count: 'error',
  // the field
  field_missing: 'error',
  field_too_long: 'error',
  control_character: 'error',
  code_malformed: 'error',
  code_repeated: 'error',
  county_unknown: 'error',
  county_differs: 'warning',
  check_digit_wrong: 'warning',
  coordinates_malformed: 'warning',
  coordinates_outside: 'warning',
} as const;

export type SiteProblemCode = keyof typeof severities;
export type ProblemParams = Record<string, string | number>;

export type SiteProblem = {
  /** from 1, the header's line */
  line: number;
  /** as the header of the file calls it; null when the whole line is meant */
  column: string | null;
  severity: 'error' | 'warning';
  code: SiteProblemCode;
  params: ProblemParams;
};

export const siteProblemCodes = Object.keys(severities) as SiteProblemCode[];

export const siteProblem = (
  line: number,
  column: string | null,
  code: SiteProblemCode,
  params: ProblemParams = {},
): SiteProblem => ({ line, column, severity: severities[code], code, params });

export const hasError = (problems: readonly SiteProblem[]): boolean =>
  problems.some((each) => each.severity === 'error');
