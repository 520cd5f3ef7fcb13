import type { ProblemParams, SiteProblem, SiteProblemCode } from './problems.ts';

export type Language = 'zh-TW' | 'en';

/** Sentences of every problem of a list, to be moved into the catalogue of src/words. */
const problemSentences: Record<Language, Record<SiteProblemCode, string>> = {
  'zh-TW': {
    header_missing: '檔案沒有標題列。第一行應為欄位名稱，如 code,name,address,phone。',
    header_unknown:
      '無法辨識標題列「{{found}}」。應為 code,name,address,phone,lng,lat 或 醫事機構代碼,醫事機構名稱,醫事機構地址,醫事機構電話,…，以逗號分隔。',
    column_missing: '缺少這個欄位。',
    column_repeated: '這個欄位出現不只一次。',
    column_unknown: '無法辨識的欄位，未匯入。',
    not_utf8: '不是有效的 UTF-8 文字。請將檔案另存為 UTF-8 後再匯入。',
    line_too_long: '這一行超過{{max_bytes}}位元組，未匯入。',
    quotes_malformed: '引號不成對，或欄位內有換行。',
    field_count: '欄位數為{{found}}，應為{{expected}}。',
    field_missing: '必填欄位是空白。',
    field_too_long: '長度為{{found}}字，最多{{max}}字。',
    control_character: '含有控制字元。',
    code_malformed:
      '醫事機構代碼「{{found}}」不是10碼數字或英文字母。以試算表存檔時，開頭的0可能遺失，請將該欄設為文字。',
    code_repeated: '與第{{first_line}}行的醫事機構代碼相同，未匯入。',
    county_unknown: '地址與醫事機構代碼都看不出縣市。',
    county_differs: '地址在{{of_address}}，代碼屬於{{of_code}}；以地址為準。',
    check_digit_wrong: '醫事機構代碼{{found}}的檢查碼不符，仍匯入。請核對。',
    coordinates_malformed: '座標「{{found}}」不是數字，未匯入座標。',
    coordinates_outside: '座標({{longitude}}, {{latitude}})不在臺灣，未匯入座標。經緯度是否對調？',
  },
  en: {
    header_missing:
      'The file has no header. Its first line must name the columns, as code,name,address,phone.',
    header_unknown:
      'Unknown header “{{found}}”. Expected code,name,address,phone,lng,lat or 醫事機構代碼,醫事機構名稱,醫事機構地址,醫事機構電話,…, with commas between.',
    column_missing: 'This column is missing.',
    column_repeated: 'This column is there more than once.',
    column_unknown: 'Unknown column, not read.',
    not_utf8: 'Not valid UTF-8. Save the file as UTF-8 and import it again.',
    line_too_long: 'The line is longer than {{max_bytes}} bytes and was not taken.',
    quotes_malformed: 'Quotes do not match, or a field contains a line break.',
    field_count: '{{found}} fields instead of {{expected}}.',
    field_missing: 'A required field is empty.',
    field_too_long: '{{found}} characters, at most {{max}} are possible.',
    control_character: 'The field contains a control character.',
    code_malformed:
      'The site code “{{found}}” is not ten digits or letters. A spreadsheet may have dropped a leading 0: make the column text.',
    code_repeated: 'The same site code as in line {{first_line}}; this line was not taken.',
    county_unknown: 'Neither the address nor the site code tells the county.',
    county_differs: 'The address is in {{of_address}}, the code belongs to {{of_code}}; the address counts.',
    check_digit_wrong:
      'The check digit of site code {{found}} is wrong; it was taken all the same. Please check.',
    coordinates_malformed: 'The coordinate “{{found}}” is not a number; the site was taken without a place.',
    coordinates_outside:
      'The coordinates ({{longitude}}, {{latitude}}) are not in Taiwan; the site was taken without a place. Are they swapped?',
  },
};

const commandSentences = {
  'zh-TW': {
    import_usage: `用法：evenhand import-sites 檔案.csv [選項]

匯入醫事機構名單。欄位為 code,name,address,phone,lng,lat，或公開資料的
醫事機構代碼,醫事機構名稱,醫事機構地址,醫事機構電話,…；UTF-8，逗號分隔。
正確的各行匯入，有誤的各行列出行號、欄位與原因；再次匯入為更新，名單上沒有的機構不刪除。

  --dry-run            只檢查，不變更任何資料
  --not-allotted       名單上的機構不列入口罩配送
  --problems 檔案.csv  將全部問題寫入這個檔案
  --help               顯示本說明

結束碼：0 全部匯入，1 有資料未匯入，2 用法有誤`,
    seed_usage: `用法：evenhand seed-nation [選項]

建立示範機構 3501200000 臺北虛擬診所與 5931102274 淡水藥局；加上 --sites 則另建立虛構的全國販售點。
重複執行不會重複建立，既有的機構不變更。

  --sites 數目  販售點總數，0 至 {{max}}（預設 0；全國約 6500）
  --seed 數目   亂數種子，0 至 4294967295（預設 1）
  --help        顯示本說明

結束碼：0 完成，2 用法有誤`,
    file_missing: '請指定一個檔案。',
    file_many: '一次只能匯入一個檔案。',
    file_unreadable: '無法讀取檔案 {{path}}（{{reason}}）。',
    file_unwritable: '無法寫入檔案 {{path}}（{{reason}}）。',
    report_is_list: '--problems 不可與匯入的檔案相同。',
    not_a_number: '{{option}} 應為 0 至 {{max}} 的整數，不是「{{found}}」。',
    option_unknown: '用法有誤：{{reason}}',
    reading: '匯入 {{path}}：',
    progress: '{{percent}}%　{{lines}}行',
    summary:
      '新增{{created}}，更新{{updated}}，未變更{{unchanged}}，未匯入{{rejected}}行，警告{{warnings}}則（{{seconds}}秒）',
    dry_run: '試行：沒有變更任何資料。',
    place: '第{{line}}行',
    error: '錯誤',
    warning: '警告',
    more_problems: '……另有{{count}}則。以 --problems 檔案.csv 取得全部。',
    problems_written: '全部問題已寫入 {{path}}。',
    seeded: '示範機構共{{total}}處：新增{{created}}，原有{{existing}}。',
  },
  en: {
    import_usage: `Usage: evenhand import-sites FILE.csv [options]

Takes over a list of sites. Columns: code,name,address,phone,lng,lat, or those of the public feed,
醫事機構代碼,醫事機構名稱,醫事機構地址,醫事機構電話,…; UTF-8, with commas between.
Good lines are taken, bad ones are listed with line, column and reason. A second import updates; sites
that are not in the list stay.

  --dry-run            check only, change nothing
  --not-allotted       the sites of the list get no share of the masks
  --problems FILE.csv  write every problem to this file
  --help               show this text

Exit code: 0 all taken, 1 some lines were not, 2 wrong usage`,
    seed_usage: `Usage: evenhand seed-nation [options]

Creates the demo sites 3501200000 臺北虛擬診所 and 5931102274 淡水藥局 and, with --sites, a fictional country
of sellers. Running it again creates nothing twice; sites that are there already are left alone.

  --sites N  sellers in all, 0 to {{max}} (default 0; the real country had about 6500)
  --seed N   of the random numbers, 0 to 4294967295 (default 1)
  --help     show this text

Exit code: 0 done, 2 wrong usage`,
    file_missing: 'Name a file.',
    file_many: 'Only one file at a time.',
    file_unreadable: 'Cannot read the file {{path}} ({{reason}}).',
    file_unwritable: 'Cannot write the file {{path}} ({{reason}}).',
    report_is_list: '--problems names the very file that is to be imported.',
    not_a_number: '{{option}} must be a whole number from 0 to {{max}}, not “{{found}}”.',
    option_unknown: 'Wrong usage: {{reason}}',
    reading: 'Importing {{path}}:',
    progress: '{{percent}} %  {{lines}} lines',
    summary:
      '{{created}} created, {{updated}} updated, {{unchanged}} unchanged, {{rejected}} lines rejected, {{warnings}} warnings ({{seconds}} s)',
    dry_run: 'Dry run: nothing was changed.',
    place: 'line {{line}}',
    error: 'error',
    warning: 'warning',
    more_problems: '… and {{count}} more. Use --problems FILE.csv to get all of them.',
    problems_written: 'Every problem is in {{path}}.',
    seeded: '{{total}} sites of the demo: {{created}} created, {{existing}} there already.',
  },
} as const;

export type CommandSentence = keyof (typeof commandSentences)['en'];

const fill = (sentence: string, params: ProblemParams): string =>
  sentence.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? ''));

/** The sentence of a problem, without its line and column. */
export const problemSentence = (problem: SiteProblem, language: Language): string =>
  fill(problemSentences[language][problem.code], problem.params);

export const commandSentence = (
  sentence: CommandSentence,
  language: Language,
  params: ProblemParams = {},
): string => fill(commandSentences[language][sentence], params);

/** zh-TW when the terminal's language is Chinese, else English. */
export const languageOf = (env: { LC_ALL?: string | undefined; LANG?: string | undefined }): Language =>
  (env.LC_ALL || env.LANG || '').startsWith('zh') ? 'zh-TW' : 'en';
