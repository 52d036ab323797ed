// Arithmetic on digit strings, for showing only: shifting the decimal point, rounding half away from zero, grouping.
// No amount ever becomes a binary floating-point number here.

interface Parts {
  negative: boolean;
  whole: string;
  fraction: string;
}

const SHAPE = /^([+-]?)(\d+)(?:\.(\d*))?$/;

/** Splits a decimal text, or `null` when it is none. */
function split(text: string): Parts | null {
  const found = SHAPE.exec(text.trim());
  if (!found) return null;
  return { negative: found[1] === '-', whole: found[2] ?? '0', fraction: found[3] ?? '' };
}

function join({ negative, whole, fraction }: Parts): string {
  const plain = whole.replace(/^0+(?=\d)/, '');
  const zero = /^0*$/.test(plain + fraction);
  return `${negative && !zero ? '-' : ''}${plain}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Adds one to the last digit of a string of digits; the result may be one digit longer. */
function increment(digits: string): string {
  let at = digits.length - 1;
  let tail = '';
  while (at >= 0 && digits[at] === '9') {
    tail += '0';
    at -= 1;
  }
  if (at < 0) return `1${tail}`;
  return digits.slice(0, at) + '123456789'.charAt('012345678'.indexOf(digits.charAt(at))) + tail;
}

/** Rounds to a number of places, half away from zero (四舍五入). */
function rounded({ negative, whole, fraction }: Parts, places: number): Parts {
  if (fraction.length <= places) return { negative, whole, fraction: fraction.padEnd(places, '0') };
  let digits = whole + fraction.slice(0, places);
  if (fraction.charAt(places) >= '5') digits = increment(digits);
  const cut = digits.length - places;
  return { negative, whole: digits.slice(0, cut), fraction: digits.slice(cut) };
}

/** Divides by 10^shift and rounds half away from zero; a text that is no decimal comes back as it was. */
export function scaled(text: string, shift: number, places: number): string {
  const parts = split(text);
  if (!parts) return text;
  const whole = parts.whole.padStart(shift + 1, '0');
  const cut = whole.length - shift;
  const moved = { negative: parts.negative, whole: whole.slice(0, cut), fraction: whole.slice(cut) + parts.fraction };
  return join(rounded(moved, places));
}

/** Groups the whole part by thousands. */
export function grouped(text: string): string {
  const parts = split(text);
  if (!parts) return text;
  const whole = parts.whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${parts.negative ? '-' : ''}${whole}${parts.fraction === '' ? '' : `.${parts.fraction}`}`;
}

/** Below zero. */
export function isNegative(text: string): boolean {
  return /^\s*-.*[1-9]/.test(text);
}

/** What a person typed into a field for a figure, as a plain decimal text, or `null`: full-width digits and commas are read. */
export function typedDecimal(typed: string): string | null {
  const half = typed
    .normalize('NFKC')
    .replace(/[,\s]/g, '')
    .replace(/^\+/, '')
    .replace(/[−–—]/g, '-')
    .replace(/%$/, '');
  return /^-?\d+(\.\d+)?$/.test(half) ? half : null;
}

/** The same amount, however many zeros it is written with. */
export function same(one: string, other: string): boolean {
  return scaled(one, 0, 12) === scaled(other, 0, 12);
}
