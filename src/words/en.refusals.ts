import type { refusals as zh } from './zh-TW.refusals.ts';

/** The same refusals in English. */
export const refusals: Record<keyof typeof zh, string> = {
  number_malformed: 'The number or its check digit is wrong. Check the document and enter it again.',
  passport_malformed: 'The passport number is wrong. Enter 6 to 20 letters and digits.',
  number_form_not_yet_issued:
    'The number or its check digit is wrong: numbers of this form are issued from 2021-01-02. Check the document.',
  issuing_country_missing: 'Choose the country that issued the passport.',
  birth_date_malformed: 'The birth date is wrong. Enter YYYYMMDD (as 19740503) or an ROC date (as 0630503).',
  birth_date_in_future: 'The birth date is after today. Check the document and enter it again.',
  document_in_hand_missing: 'Choose the document you have seen: NHI card, ID card or household register.',
  too_many_checks: 'Too many numbers typed in a short time. Try again in {{seconds}} seconds.',
  document_not_accepted: '“{{document, document}}” is not accepted at present. Use another document.',
  passport_not_accepted:
    'Passports are not accepted yet. Use a resident certificate or an entry and exit permit.',
  outside_hours: 'Purchases are not open now. Hours: {{opens}} to {{closes}}.',
  no_policy:
    'No purchase rules are in force on {{today, day}}. Contact the National Health Insurance Administration.',
  already_bought: 'Not eligible: bought within {{window_days}} days. Next purchase from {{next_date, day}}.',
  already_bought_in_cycle: 'Not eligible: bought in this period. Next purchase from {{next_date, day}}.',
  not_todays_number:
    'Not eligible: the number ends in {{last_digit}} ({{number_parity, parity}}); today ({{today, weekday}}) is for {{today_parity, parity}} numbers. Next possible day: {{next_date, day}}.',
  item_not_for_class: 'People born in {{born_to_year}} or earlier may buy adult masks only.',
  item_unknown: 'The rules in force have no such item. Check eligibility again.',
  over_limit: 'The total may not exceed the limit of {{limit}}.',
  nothing_chosen: 'Enter how many pieces.',
  stock_short: 'Not enough {{item, item}} ({{on_sale}} left). The sale is not possible.',
  approval_invalid: 'Check eligibility first.',
  approval_expired: 'The eligibility check has lapsed; nothing was sold. Check eligibility again.',
  approval_of_another_session: 'After a new log-in eligibility must be checked again; nothing was sold.',
  policy_changed: 'The rules have changed; nothing was sold. Check eligibility again.',
  request_id_reused: 'This request id was used for something else; nothing was done. Start again.',
  sale_not_found: 'No such sale.',
  sale_not_of_today: "Only today's sales can be voided.",
  sale_already_voided: 'This sale has been voided already.',
  day_ordered_already: 'There is an order for this day and county already. Check it first.',
  numbers_not_linkable: 'These two numbers cannot be linked: they are the same, or one is linked already.',
  site_not_allotted: 'This site is not on the delivery list and cannot confirm arrivals.',
  delivery_not_found: 'No such delivery.',
  arrival_already_confirmed: 'This receipt has been confirmed already. Do not confirm it twice.',
  receipt_out_of_turn:
    'The next receipt of this delivery is number {{receipt_no}}. Reload and confirm again.',
  reason_missing: 'The quantity differs from the delivery. Enter a reason.',
  on_sale_date_out_of_range: 'The first day of sale must be from {{from, day}} to {{to, day}}.',
  stock_below_zero: '{{item, item}} would fall below zero ({{on_hand}} on hand). Check the number.',
  nothing_changed: 'The change may not be 0.',
  item_not_stocked: 'The rules in force have no such item.',
  content_not_found: 'No such content.',
  content_changed: 'Somebody else has changed this meanwhile; nothing was saved. Reload and change it again.',
  announcement_dates_reversed: 'The last day may not be before the first.',
  announcement_public_for_kinds:
    'A public announcement is for everybody: make it one for institutions, or choose no kinds.',
  file_missing: 'Choose the file to upload.',
  file_not_accepted: 'The file is not what its name says. Only PDF and ZIP are accepted.',
  file_too_large: 'The file is too large: {{mb}} MB at most.',
  file_name_taken: 'Another document has this file name. Choose another, or replace that document.',
  wrong_credentials: 'Wrong account or password. Try again.',
  password_log_in_ended: 'Log-in by password has ended. Please log in by card.',
  not_appointed:
    'You have not been appointed as manager or user of an institution. Please ask its representative or manager.',
  appointment_suspended:
    'Your appointment at this institution is suspended. Please ask its representative or manager.',
  appointment_pending:
    'Your appointment at this institution begins on a later day. Please ask its representative or manager.',
  appointment_over: 'Your appointment at this institution is over. Please ask its representative or manager.',
  institution_suspended:
    'This institution is suspended. Please ask the National Health Insurance Administration.',
  not_contracted:
    'This is no contracted institution, so you cannot log in. If the dates of the contract are wrong, ask the National Health Insurance Administration.',
  password_change_first: 'Please change the initial password first.',
  ticket_invalid: 'The choice of institution took too long. Please log in again.',
  // access: passwords
  no_password_here: 'You have no password at this institution.',
  wrong_password: 'The present password is wrong. Please type it again.',
  password_too_short: 'The new password needs at least {{least}} characters.',
  password_too_long: 'The new password may have at most {{most}} characters.',
  password_common:
    'The new password is easily guessed. Avoid common words, rows of characters, the account and the institution code.',
  password_same_as_number: 'The new password must not be your ID number.',
  password_used_before: 'The new password must not be the present one or a recent one.',
  // access: cards
  card_not_contracted:
    'Not a contracted institution: cannot log in. Check that this is the right card; in an NHI card reader, put the institution card into the slot for medical cards.',
  spare_card: 'A spare doctor’s card cannot log in here. Use your own medical staff card.',
  card_expired: 'The certificate has expired. Please ask the issuer for a new card.',
  card_expired_first_generation:
    'The certificate has expired. First-generation cards should be changed for the second generation; that counts as a first issue and is free of charge. Ask the issuer of the card.',
  card_not_yet_valid: 'The certificate is not valid yet. Check the date of this computer, or ask the issuer.',
  card_revoked: 'The certificate has been revoked. Please ask the issuer.',
  card_untrusted:
    'The certificate on this card was not issued by an authority that is accepted here. Use another card, or ask the National Health Insurance Administration.',
  card_unfit:
    'This certificate is not one for logging in. Use the signing certificate of the card, or ask the issuer.',
  card_kind_differs:
    'The card is of another kind than the one chosen. Choose the right kind or change the card.',
  card_signature_wrong:
    'The signature of the card does not fit; nobody was logged in. Insert the card again and retry.',
  card_revocation_unknown:
    'It cannot be checked just now whether the certificate is still valid. Please try again later or log in another way.',
  card_unregistered:
    'This card is not registered for your institution yet. Please ask the National Health Insurance Administration.',
  card_ambiguous: 'The card does not tell which person this is. Please ask your representative or manager.',
  card_name_differs:
    'The name on the card is not the name of the appointment. Please have it corrected by your representative or manager.',
  card_replaced:
    'Another card of this kind is bound to this account. To change cards, have the old one released first: users ask a manager, managers the representative, the representative the National Health Insurance Administration.',
  wrong_reader: 'This card does not work in the chosen reader. Please use the {{reader, reader}}.',
  challenge_invalid: 'This request took too long or was used already. Please try again.',
  statement_invalid:
    'The answer of the card component does not fit; nothing was done. Try again, and install the component anew if it stays so.',
  workstation_not_enrolled:
    'This computer is not enrolled as a workstation of your institution. The representative or a manager logs in here and enrols it under “Workstations”.',
  workstation_elsewhere: 'This computer is enrolled by another institution, which must take it back first.',
  workstation_already_enrolled: 'This computer is enrolled as your workstation already.',
  workstation_not_found: 'Your institution has no such workstation. Please reload the list.',
  staff_card_needs_workstation:
    'The first log-in by medical staff card has to be at an enrolled workstation of your institution; later ones may be anywhere.',
  sam_not_authenticated:
    'The SAM card of the NHI card reader is not authenticated. Authenticate it, then log in.',
  sam_expired:
    'The SAM card has expired. Please ask the National Health Insurance Administration for a new one.',
  sam_suspended: 'The SAM card is suspended. Please ask the National Health Insurance Administration.',
  sam_untrusted:
    'This SAM card is not known; it was not authenticated. Check that it belongs to this institution.',
  card_read_stale: 'The card was read too long ago. Please check again.',
  birth_date_differs:
    'The birth date differs from the one on the card that was read before. Please check the document.',
  passkey_wrong: 'The passkey does not fit or was removed. Please log in another way.',
  passkey_needs_card:
    'Log in with a medical staff card or citizen certificate card first, then add a passkey.',
  passkey_not_found: 'There is no such passkey. Please reload.',
  cards_elsewhere:
    'This person also works at another institution. Please ask the National Health Insurance Administration to release the cards.',
  person_of_authority:
    'This person works at the National Health Insurance Administration: only who keeps its staff may do this.',
  no_cards_bound: 'This person has no bound card or passkey.',
  // access: appointments
  already_appointed: 'This person is appointed already. Change the appointment in the list instead.',
  name_differs: 'This ID number is registered under another name. Please check name and number.',
  days_reversed: 'The last day must not be before the first.',
  last_day_over: 'The last day is over. Please give today or a later day.',
  day_malformed: 'This is no day. Please write 2020-02-04 or 109/02/04.',
  own_assignment:
    'You cannot change your own appointment. Please ask your representative or another manager.',
  works_elsewhere:
    'This person works at another institution too. Ask the National Health Insurance Administration to correct the name.',
  appointment_not_found: 'Your institution has no such appointment. Please load the list again.',
  appointment_ended: 'This appointment has ended. Please appoint the person anew.',
  suspended_by_authority:
    'The National Health Insurance Administration suspended this appointment and alone can lift it.',
  already_suspended: 'It is suspended already. Please load the page again.',
  not_suspended: 'It is not suspended. Please load the page again.',
  reset_by_representative: 'This person is a manager too: the representative has to reset the password.',
  institution_not_found: 'There is no such institution.',
  way_in_missing:
    'Log-in by password cannot end yet: {{hq}} people of the administration and {{institutions}} institutions have no other way in.',
  // services
  service_not_found: 'There is no such service. Please check its code.',
  service_implied: '"{{service}}" comes with the service it belongs to and needs nothing of its own.',
  service_not_for_kind: '"{{service}}" is not for institutions of your kind.',
  service_ended: '"{{service}}" has ended.',
  already_applied: 'Your institution has applied for "{{service}}" already.',
  not_applied: 'Your institution has not applied for this service. Apply for it first.',
  profession_unfit:
    '{{name}} is not registered here in a profession that may use "{{service}}". Register the practice first, or grant it to somebody else.',
  already_granted: '{{name}} has this service already. Change the days in the list instead.',
  grant_not_found: 'There is no such grant. Please load the list again.',
  user_not_found: 'There is no such user. Please set the user first.',
  csv_malformed: 'The file cannot be read. Please use CSV in UTF-8.',
  csv_too_long: 'The file has more than {{rows}} rows. Please divide it.',
  csv_column_missing: 'The file lacks columns: {{columns}}. Please use the template.',
  card_kind_unknown: 'The kind of card must be that of an institution or of a government unit.',
  serial_malformed: 'The subject serial number must be 1 to 64 letters or digits.',
  serial_twice: 'The same file has this subject serial number for another institution already.',
  profession_unknown:
    'The profession must be pharmacist, assistant pharmacist, physician or nurse, by its Chinese name.',
  times_malformed: 'The number of times must be a whole number from 1 on.',
  opening_day_missing: 'A service that is being built needs the day on which it opens.',
  end_day_mismatch: 'A last day belongs to the state "ended", and to no other.',
  kind_named_twice: 'Each kind of institution can be listed once only.',
  unified_grant_not_found: 'There is no such unified grant.',
  unified_grant_at_work: 'A unified grant is at work. Wait until it is done, or stop it first.',
  unified_grant_over: 'This unified grant is over. Please load the page again.',
  unified_grant_undone: 'This unified grant has been undone.',
  try_later: 'Too many attempts. Try again in {{seconds}} seconds.',
  not_logged_in: 'Your session has ended or you are not logged in. Log in again.',
  not_permitted: 'You may not do this. Ask the manager of your institution.',
  another_site: 'The site on screen is not the site you are logged in for. Reload and try again.',
  wrong_origin: 'The request came from elsewhere and was refused. Use the pages of this system.',
  invalid_input: 'Something is wrong in the field “{{field}}”.',
  unknown_field: 'There is an unknown field “{{field}}”.',
  malformed_body: 'What was sent cannot be read. Reload and try again.',
  body_too_large: 'What was sent is too large.',
  unsupported_content_type: 'Wrong content type. Use application/json.',
  not_found: 'No such address.',
  too_busy: 'The system is busy. Wait a moment and try again.',
  fault: 'Something went wrong. Try again later; if it goes on, quote {{request_id}}.',
};
