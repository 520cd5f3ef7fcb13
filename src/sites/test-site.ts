/**
 * 臺北虛擬診所, the institution that the NHI itself tests with: a clinic whose check digit is wrong. It sells
 * by an allotment line of its own and stays out of published data (X17; on the first day it leaked there).
 */
export const testSiteCode = '3501200000';
