// French national numbers (nine digits after the trunk 0) that belong to an overseas country code. From the ARCEP
// numbering plan as Google's libphonenumber keeps it; non-geographic 09 numbers are metropolitan and overseas alike
// and stay +33.
const OVERSEAS: readonly (readonly [code: string, national: RegExp])[] = [
  ['262', /^(?:26[239]|268[89]|639|69[23]|7092|7093[5-9])/],
  ['590', /^(?:590|5987|69[01]|7090)/],
  ['594', /^(?:594|5988|694|7093[0-4])/],
  ['596', /^(?:596|5989|69[67]|7091)/],
]

// Kept by ARCEP for fiction, in the middle of Mayotte's mobile numbers.
const FICTION = /^63998/

// No other number is dialled overseas from France.
const MAYBE_OVERSEAS = /^(?:26|59|63|69|70)/

/**
 * The country code of a French national number of nine digits: 33, or that of the overseas territory whose numbers
 * are dialled from France like any other.
 */
export const countryCodeOf = (national: string): string =>
  !MAYBE_OVERSEAS.test(national) || FICTION.test(national)
    ? '33'
    : (OVERSEAS.find(([, prefix]) => prefix.test(national))?.[0] ?? '33')
