/**
 * Active currencies of ISO 4217 with their decimals, by hand from the standard's list one: `Intl` differs from it for some
 * (HUF, IDR …). Left out are funds, metals, test codes and the two currencies of four decimals.
 */
const byDecimals: Readonly<Record<0 | 2 | 3, string>> = {
  0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF",
  2:
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK " +
    "DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD " +
    "KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP " +
    "PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH " +
    "USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG",
  3: "BHD IQD JOD KWD LYD OMR TND",
};

const decimalsByCode = new Map(
  ([0, 2, 3] as const).flatMap((decimals) => byDecimals[decimals].split(" ").map((code) => [code, decimals] as const)),
);

export type Decimals = 0 | 2 | 3;

/** How many decimals a currency has, or `undefined` for what isn't one. */
export const currencyDecimals = (code: string): Decimals | undefined => decimalsByCode.get(code);
