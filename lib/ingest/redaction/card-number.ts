/** How many digits the numbers of each network have, by how they begin. */
const NETWORKS: readonly (readonly [RegExp, readonly number[]])[] = [
  [/^4/, [13, 16, 19]],
  [/^5[1-5]/, [16]],
  [/^2(?:2[2-9]|[3-6]|7[01]|720)/, [16]],
  [/^3[47]/, [15]],
  [/^3(?:0[0-5]|[689])/, [14, 16]],
  [/^35/, [16]],
  [/^6(?:011|4[4-9]|5)/, [16, 17, 18, 19]],
  [/^62/, [16, 17, 18, 19]],
];

/** Whether digits are the number of a payment card: a known beginning, its length, its check digit. */
export function isCardNumber(digits: string): boolean {
  const isOfNetwork = NETWORKS.some(
    ([beginning, lengths]) => beginning.test(digits) && lengths.includes(digits.length),
  );
  return isOfNetwork && hasCheckDigit(digits);
}

/** @see ISO/IEC 7812-1, annex B: every second digit from the right counts double. */
function hasCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - place) - 48;
    const doubled = digit * 2;
    sum += place % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
