/**
 * Sentences of every refusal by code, zh-TW. A refusal says why, when next, what to do.
 * The seeds' literal sentences stand here to the letter; the others are the readings of X27.
 */
export const refusals = {
  // people: form
  number_malformed: '證號格式或檢查碼不符，請核對證件後重新輸入。',
  passport_malformed: '護照號碼格式不符，請輸入英文字母及數字6至20碼。',
  number_form_not_yet_issued: '證號格式或檢查碼不符，新式統一證號自110/01/02起核發，請核對證件後重新輸入。',
  issuing_country_missing: '護照請一併選擇發照國家。',
  birth_date_malformed: '出生日期有誤，請輸入西元YYYYMMDD(如19740503)或民國年月日(如0630503)。',
  birth_date_in_future: '出生日期晚於今日，請核對證件後重新輸入。',
  document_in_hand_missing: '請選擇已查驗的證件：健保卡、身分證或戶口名簿。',
  too_many_checks: '短時間內輸入證號次數過多，請於{{seconds}}秒後再試。',
  // rationing: may they
  document_not_accepted: '「{{document, document}}」目前不開放購買，請改用其他證件。',
  passport_not_accepted: '護照尚未開放購買，請改用居留證或入出境許可證。',
  outside_hours: '目前非購買時間，購買時間為{{opens}}至{{closes}}。',
  no_policy: '{{today, day}}尚無適用的購買規定，請洽中央健康保險署。',
  already_bought: '不符購買資格：{{window_days}}天內已購買。下次購買起日：{{next_date, day}}',
  already_bought_in_cycle: '不符購買資格：本期已購買。下次購買起日：{{next_date, day}}',
  not_todays_number:
    '不符購買資格：證號末碼{{last_digit}}為{{number_parity, parity}}，今日({{today, weekday}})限{{today_parity, parity}}購買。最近可購買日：{{next_date, day}}',
  item_not_for_class: '{{adult_age}}歲以上(民國{{born_to_roc}}年(含)前出生者)民眾只可購買成人口罩。',
  item_unknown: '現行規定沒有這個品項，請重新執行「資格審核」。',
  over_limit: '購買總片數不得超過規定上限({{limit}}片)。',
  nothing_chosen: '請輸入購買片數。',
  stock_short: '{{item, item}}庫存不足(現有{{on_sale}}片)，無法進行交易。',
  // rationing: approval, request, void
  approval_invalid: '請先執行「資格審核」。',
  approval_expired: '資格審核已逾時，本次未購買。請重新執行「資格審核」。',
  approval_of_another_session: '重新登入後須再次審核，本次未購買。請重新執行「資格審核」。',
  policy_changed: '購買規定已變更，本次未購買。請重新執行「資格審核」。',
  request_id_reused: '同一個交易編號已用於其他內容，本次未執行，請重新操作。',
  sale_not_found: '查無這筆購買紀錄。',
  sale_not_of_today: '只能作廢當日的購買紀錄。',
  sale_already_voided: '這筆購買紀錄已作廢。',
  day_ordered_already: '該日及縣市已有指示，請先核對。',
  numbers_not_linkable: '這兩個證號無法連結：相同，或其中之一已連結。',
  // stock
  site_not_allotted: '貴單位不在口罩配送名單內，無法辦理到貨確認。',
  delivery_not_found: '查無這筆配送。',
  arrival_already_confirmed: '本批口罩已完成到貨確認，請勿重複確認。',
  receipt_out_of_turn: '到貨次序不符，下一次到貨為第{{receipt_no}}次，請重新整理後再確認。',
  reason_missing: '到貨數量與配送數量不同，請填寫原因。',
  on_sale_date_out_of_range: '開始販售日須為{{from, day}}至{{to, day}}。',
  stock_below_zero: '更正後{{item, item}}庫存將小於0(現有{{on_hand}}片)，請核對數量。',
  nothing_changed: '更正數量不可為0。',
  item_not_stocked: '現行規定沒有這個品項。',
  // access
  wrong_credentials: '帳號或密碼錯誤，請重新輸入。',
  try_later: '嘗試次數過多，請於{{seconds}}秒後再試。',
  not_logged_in: '登入已逾時或尚未登入，請重新登入。',
  not_permitted: '您沒有執行此項作業的權限，請洽貴單位機構管理者。',
  another_site: '畫面上的醫事機構與登入的機構不同，請重新整理後再試。',
  wrong_origin: '要求的來源不符，已拒絕。請由本系統網頁操作。',
  // platform
  invalid_input: '輸入內容有誤，請檢查「{{field}}」欄位。',
  unknown_field: '含有無法辨識的欄位「{{field}}」。',
  malformed_body: '傳送的內容無法讀取，請重新整理後再試。',
  body_too_large: '傳送的內容過大。',
  unsupported_content_type: '傳送格式不符，請使用 application/json。',
  not_found: '查無此網址。',
  too_busy: '系統忙碌中，請稍候再試。',
  fault: '系統發生錯誤，請稍後再試；如持續發生，請提供編號{{request_id}}。',
} as const;
