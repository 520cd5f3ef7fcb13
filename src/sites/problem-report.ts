import type { SiteProblem } from './problems.ts';
import { commandSentence, type Language, problemSentence } from './words.ts';

/** Problems printed on the screen; the file gets all. */
const shownProblems = 20;

/** A file's own text must not steer the terminal. */
const harmless = (text: string): string => text.replaceAll(/\p{Cc}/gu, '\uFFFD');

/** The lines for the screen: errors first, then by line, the first twenty and how many more there are. */
export const describeProblems = (problems: readonly SiteProblem[], language: Language): string[] => {
  const lines = problems
    .toSorted((a, b) => a.severity.localeCompare(b.severity) || a.line - b.line)
    .slice(0, shownProblems)
    .map((problem) => {
      const place = commandSentence('place', language, { line: problem.line });
      const column = problem.column === null ? '' : ` ${problem.column}`;
      const sentence = problemSentence(problem, language);
      return harmless(`${place}${column} ${commandSentence(problem.severity, language)}: ${sentence}`);
    });
  const more = problems.length - lines.length;
  return more > 0 ? [...lines, commandSentence('more_problems', language, { count: more })] : lines;
};

/** A spreadsheet runs a cell that begins like a formula; the apostrophe keeps it text. */
const cell = (value: string | number): string => {
  const text = harmless(String(value)).replaceAll('"', '""');
  return `"${/^[=+\-@]/.test(text) ? "'" : ''}${text}"`;
};

/** Every problem as CSV for a spreadsheet: BOM, CRLF, `line,column,severity,code,message`. */
export const problemsAsCsv = (problems: readonly SiteProblem[], language: Language): string => {
  const rows = problems.map((problem) => [
    problem.line,
    problem.column ?? '',
    problem.severity,
    problem.code,
    problemSentence(problem, language),
  ]);
  const all = [['line', 'column', 'severity', 'code', 'message'], ...rows];
  return `\uFEFF${all.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
};
