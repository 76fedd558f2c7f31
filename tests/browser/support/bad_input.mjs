// Files that are wrong, each in its own way, and one good article among them.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

const pdf = (name) => readFileSync(join(import.meta.dirname, `../../../crates/pdf/samples/${name}.pdf`));

/** Name, bytes, and what the page must say of it: a part of the sentence, or null where nothing is wrong. */
export const badFiles = [
  { name: 'empty.txt', bytes: () => Buffer.alloc(0), says: /empty/ },
  { name: 'picture.txt', bytes: () => PNG, says: /picture/ },
  {
    name: 'broken-utf8.txt',
    bytes: () => Buffer.concat([Buffer.from('The harbour of Zeebrugge was quiet, said the '),
      Buffer.from([0xe9, 0xff]), Buffer.from(' captain, and the pilots agreed with him on that point.\n')]),
    says: /not valid UTF-8/,
  },
  {
    name: 'one-long-line.txt',
    bytes: () => Buffer.from('the lighthouse keeper wrote a long letter without a single break '.repeat(806_600)),
    says: null,
  },
  { name: 'only-boilerplate.txt', bytes: () => Buffer.from('Back to top\nShare\nComments are closed.\n'), says: /[Nn]othing|boilerplate|only/ },
  { name: 'locked.pdf', bytes: () => pdf('locked'), says: /locked with a password, so it was left out: open it in a program for PDF/ },
  { name: 'cut.pdf', bytes: () => pdf('newspaper').subarray(0, 900), says: /ends in the middle and nothing of it could be read/ },
  { name: 'scan.pdf', bytes: () => pdf('picture'), says: /2 pages hold pictures or nothing, and no text/ },
  {
    name: 'good.txt',
    bytes: () => Buffer.from('Ferry returns to service after storm repairs\n\nThe ferry between the two islands returned to service on Tuesday, after three weeks of repairs to its bow doors.\n'),
    says: null,
  },
];

/** Writes them all into `folder`. */
export function writeBadFiles(folder) {
  mkdirSync(folder, { recursive: true });
  for (const { name, bytes } of badFiles) writeFileSync(join(folder, name), bytes());
}

if (process.argv[1] === import.meta.filename) writeBadFiles(process.argv[2]);
